@echo off
chcp 65001 >nul
title 公开栏工作台
cd /d "%~dp0"
if not exist ".venv\Scripts\gongkai.exe" call :install
if not exist ".venv\Scripts\gongkai.exe" goto :missing
".venv\Scripts\gongkai.exe" desk
if errorlevel 1 pause
exit /b

:install
echo 第一次打开，先装好程序，要几分钟，请等一等……
py -3 -m venv .venv
if exist ".venv\Scripts\python.exe" ".venv\Scripts\python.exe" -m pip install -q --disable-pip-version-check "gongkailan[desk]==$version"
exit /b

:missing
echo 没有装好。先在电脑上装 Python 3.11 或更新的版本，连上网，再打开一次。
pause
