# escape=`

FROM mcr.microsoft.com/windows/servercore:ltsc2022
SHELL ["powershell", "-Command", "$ErrorActionPreference = 'Stop';"]
WORKDIR C:\app
COPY . .
RUN Invoke-WebRequest https://example.org/tool.zip -OutFile tool.zip; `
    # unpack it in place
    Expand-Archive tool.zip -DestinationPath .; `
    Remove-Item tool.zip
RUN .\tool.exe --prepare
ADD settings.json .
USER ContainerUser
ENTRYPOINT .\tool.exe
