@echo off
rem Builds what is missing, then runs the compiler.
setlocal EnableExtensions
set "NNDC_HOME=%~dp0"
set "NNDC_TARGET=%NNDC_HOME%compiler\target"
set "NNDC_JAR="

if exist "%NNDC_TARGET%\nndc.built" goto built
where mvn >nul 2>nul || (echo error: the first start builds the compiler and needs Maven 1>&2 & exit /b 1)
echo building nndc ... 1>&2
call mvn -q -f "%NNDC_HOME%pom.xml" -pl grammar,runtime,compiler -Dmaven.test.skip=true package 1>&2
if errorlevel 1 (echo error: the build failed 1>&2 & exit /b 1)
echo built> "%NNDC_TARGET%\nndc.built"

:built
for %%J in ("%NNDC_TARGET%\nnd-compiler-*.jar") do set "NNDC_JAR=%%~fJ"
if not defined NNDC_JAR (echo error: there is no compiler in %NNDC_TARGET%; delete nndc.built there 1>&2 & exit /b 1)

set "NNDC_JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "NNDC_JAVA=%JAVA_HOME%\bin\java.exe"

rem What runs for long is worth the optimising compiler; what is short is not.
set "NNDC_TIERS=-XX:TieredStopAtLevel=1"
for %%C in (train eval predict check) do if "%~1"=="%%C" set "NNDC_TIERS=-XX:+TieredCompilation"

"%NNDC_JAVA%" %NNDC_TIERS% -XX:+UseSerialGC %NNDC_JAVA_OPTIONS% -cp "%NNDC_JAR%" dev.nnd.compiler.cli.Nndc %*
exit /b %errorlevel%
