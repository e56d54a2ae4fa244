#!/usr/bin/env bash
# Build Linux as an ordinary program, with its test camera (vivid) and its lock (Landlock) built in: 7 MB.
#   build_kernel.sh WHERE_TO
set -euo pipefail
linux=$(realpath -m "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar -xf /usr/src/linux-source-6.1.tar.xz -C "$work" --strip-components=1
cd "$work"

# Else Landlock is not offered here: it learned to watch files of a host in Linux 6.5, which no session needs.
sed -i '/select ARCH_EPHEMERAL_INODES/d' arch/um/Kconfig
# Room for the registers of a processor with AMX, which the host hands over as a whole or not at all.
sed -i 's/HOST_FP_SIZE, 2696/HOST_FP_SIZE, 11008/' arch/x86/um/user-offsets.c
# The test camera delivers YUYV, as webcams do, not BGR, which none does and OpenCV takes where it is offered.
sed -i '/^const struct vivid_fmt \*vivid_get_format/,/^}/s/ARRAY_SIZE(vivid_formats)/1/' \
    drivers/media/test-drivers/vivid/vivid-vid-common.c

cat >wanted <<'END'
CONFIG_64BIT=y
CONFIG_KERNEL_STACK_ORDER=4
CONFIG_CC_OPTIMIZE_FOR_PERFORMANCE=y
CONFIG_STDERR_CONSOLE=y
CONFIG_NULL_CHAN=y
CONFIG_PRINTK=y
CONFIG_MULTIUSER=y
CONFIG_HIGH_RES_TIMERS=y
CONFIG_NO_HZ_IDLE=y
CONFIG_BINFMT_ELF=y
CONFIG_BINFMT_SCRIPT=y
CONFIG_SYSVIPC=y
CONFIG_POSIX_MQUEUE=y
CONFIG_CROSS_MEMORY_ATTACH=y
CONFIG_HOSTFS=y
CONFIG_PROC_FS=y
CONFIG_SYSFS=y
CONFIG_DEVTMPFS=y
CONFIG_TMPFS=y
CONFIG_TMPFS_XATTR=y
CONFIG_OVERLAY_FS=y
CONFIG_INOTIFY_USER=y
CONFIG_UNIX98_PTYS=y
CONFIG_NET=y
CONFIG_UNIX=y
CONFIG_INET=y
CONFIG_IPV6=y
CONFIG_SECCOMP=y
CONFIG_SECURITY=y
CONFIG_SECURITYFS=y
CONFIG_SECURITY_NETWORK=y
CONFIG_SECURITY_PATH=y
CONFIG_SECURITY_LANDLOCK=y
CONFIG_LSM="landlock"
CONFIG_HW_RANDOM=y
CONFIG_UML_RANDOM=y
CONFIG_VIRTIO_UML=y
CONFIG_UML_PCI_OVER_VIRTIO=y
CONFIG_UML_PCI_OVER_VIRTIO_DEVICE_ID=1234
CONFIG_FB=y
CONFIG_MEDIA_SUPPORT=y
CONFIG_MEDIA_SUPPORT_FILTER=y
CONFIG_MEDIA_CAMERA_SUPPORT=y
CONFIG_MEDIA_TEST_SUPPORT=y
CONFIG_V4L_TEST_DRIVERS=y
CONFIG_VIDEO_VIVID=y
END
make -s ARCH=um KCONFIG_ALLCONFIG=wanted allnoconfig
if missing=$(grep -vxFf .config wanted); then
    echo "not offered by this kernel: $missing"
    exit 1
fi
nice make -s ARCH=um -j"$(nproc)" linux
mkdir -p "$(dirname "$linux")"
strip -o "$linux" linux
echo "built $linux"
