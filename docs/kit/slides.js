// Shows one slide at a time. Without this the slides stand below each other.
document.body.className = "js"
const slides = [...document.querySelectorAll(".slide")]
let now = Math.min(Math.max(parseInt(location.hash.slice(1)) || 1, 1), slides.length) - 1
function show(to) {
  now = Math.min(Math.max(to, 0), slides.length - 1)
  slides.forEach((slide, index) => slide.classList.toggle("on", index === now))
  history.replaceState(null, "", "#" + (now + 1))
}
addEventListener("keydown", event => {
  const to = { ArrowRight: now + 1, PageDown: now + 1, " ": now + 1, Enter: now + 1,
    ArrowLeft: now - 1, PageUp: now - 1, Home: 0, End: slides.length - 1 }[event.key]
  if (to !== undefined) { event.preventDefault(); show(to) }
})
addEventListener("click", event => show(now + (event.clientX < innerWidth / 3 ? -1 : 1)))
show(now)
