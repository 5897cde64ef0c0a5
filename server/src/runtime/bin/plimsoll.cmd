@echo off
rem Starts Plimsoll with the runtime in the folder beside this one.
rem PLIMSOLL_JAVA_OPTS: further options for the JVM, separated by blanks.
setlocal
set "RUNTIME=%~dp0..\jre"
rem A command that is given much to read may take more memory than a server in an editor.
set HEAP=
if not "%~1"=="" if not "%~1"=="--stdio" set HEAP=-Xmx1g
"%RUNTIME%\bin\java.exe" %HEAP% %PLIMSOLL_JAVA_OPTS% -m dev.plimsoll/dev.plimsoll.Main %*
exit /b %ERRORLEVEL%
