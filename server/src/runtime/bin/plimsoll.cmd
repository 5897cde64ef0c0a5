@echo off
rem Starts Plimsoll with the runtime in the folder beside this one.
rem PLIMSOLL_JAVA_OPTS: further options for the JVM, separated by blanks.
setlocal
set "RUNTIME=%~dp0..\jre"
"%RUNTIME%\bin\java.exe" %PLIMSOLL_JAVA_OPTS% -m dev.plimsoll/dev.plimsoll.Main %*
exit /b %ERRORLEVEL%
