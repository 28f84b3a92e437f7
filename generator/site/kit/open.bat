@echo off
chcp 65001 >nul
title 公开栏工作台
pushd "%~dp0"
set "PYTHON=.venv\Scripts\python.exe"
if exist "%PYTHON%" goto look
echo 第一次打开，先装好程序，要几分钟，请等一等。
py -3 -m venv .venv 2>nul || python -m venv .venv 2>nul
if exist "%PYTHON%" goto install
goto failed
:look
"%PYTHON%" -I -c "import generator, starlette, uvicorn" 2>nul
if not errorlevel 1 goto open
echo 还缺工作台用的程序，先装上，要几分钟，请等一等。
:install
"%PYTHON%" -m pip install -q --disable-pip-version-check -r requirements.txt "starlette>=1.10,<2" "uvicorn>=0.54,<1"
"%PYTHON%" -I -c "import generator, starlette, uvicorn" 2>nul
if errorlevel 1 goto failed
:open
"%PYTHON%" -I -m generator desk
if errorlevel 1 pause
popd
exit /b 0
:failed
echo.
echo 没有装好。先在电脑上装 Python 3.11 或更新的版本，连上网，再打开一次。
echo 没有网的，请维护的人装：requirements.txt 里的，还有 starlette 和 uvicorn。
pause
popd
exit /b 1
