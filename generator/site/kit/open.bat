@echo off
chcp 65001 >nul
title 公开栏工作台
cd /d "%~dp0"
if not exist ".venv\Scripts\gongkai.exe" (
  echo 第一次打开，先装好程序，要几分钟，请等一等。
  py -3 -m venv .venv
  ".venv\Scripts\python.exe" -m pip install -q --disable-pip-version-check "gongkailan[desk]==$version"
)
if not exist ".venv\Scripts\gongkai.exe" (
  echo 没有装好。先在电脑上装 Python 3.11 或更新的版本，连上网，再打开一次。
  pause
  exit /b 1
)
".venv\Scripts\gongkai.exe" desk
if errorlevel 1 pause
