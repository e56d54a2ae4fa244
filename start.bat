@echo off
rem Starts the demo. The first time it installs it into the folder .venv beside this file, from the folder usb if there
rem is one. Without options (a double click) the window stays open afterwards, for the commands of docs\LESSON.md.
rem Options are passed on: start.bat --source puppet --attempts 2
setlocal
cd /d "%~dp0"
call :look
if defined ready goto run

set "python="
for %%p in ("py" "py -3.14" "py -3.13" "py -3.12" "py -3.11" "py -3.10" "python") do if not defined python call :try %%~p
if not defined python (
    echo No Python from 3.10 to 3.14 was found. Install one from https://www.python.org/downloads/ and start again.
    goto stop
)
echo Installing, this once. It takes some minutes.
%python% -m venv --clear .venv
if exist usb .venv\Scripts\python -m pip install --no-index --find-links usb liveness-demo
call :look
if not defined ready .venv\Scripts\python -m pip install .
call :look
if defined ready goto run
echo The installation did not end well; the reason stands above. Is there a network, or a folder "usb" made
echo with this kind of computer and Python? README.md says how to make one, and where the program runs.

:stop
if "%~1"=="" pause
exit /b 2

:run
set "PATH=%~dp0.venv\Scripts;%PATH%"
if not "%~1"=="" (
    liveness-demo %*
    exit /b
)
liveness-demo
echo.
echo Here you can type what docs\LESSON.md says, such as: liveness-demo doctor
echo Or close this window.
cmd /k
exit /b

:try
%* -c "import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 14))" 2>nul
if not errorlevel 1 set "python=%*"
exit /b

:look
set "ready="
.venv\Scripts\liveness-demo.exe --version >nul 2>nul
if not errorlevel 1 set "ready=yes"
exit /b
