package dev.plimsoll.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseFamilyTest {

  @ParameterizedTest
  @CsvSource(textBlock = """
          node:20                                      | DEBIAN
          node:20-alpine                               | ALPINE
          golang:1.22-alpine3.19                       | ALPINE
          python:3.12-slim                             | DEBIAN
          nginx:alpine                                 | ALPINE
          alpine                                       | ALPINE
          busybox:musl                                 | BUSYBOX
          debian:bookworm-slim                         | DEBIAN
          ubuntu:24.04                                 | UBUNTU
          eclipse-temurin:21-jre                       | UBUNTU
          eclipse-temurin:21-ubi9-minimal              | RHEL_MINIMAL
          maven:3-amazoncorretto-21                    | RHEL
          maven:3-amazoncorretto-21-alpine             | ALPINE
          maven:3-amazoncorretto-21-debian-trixie      | DEBIAN
          amazoncorretto:21                            | RHEL
          maven:3.8-openjdk-17                         | RHEL
          maven:3.8-openjdk-17-slim                    | DEBIAN
          maven:3.6.3-jdk-13                           | RHEL
          maven:3.6-jdk-11                             | DEBIAN
          maven:3.6-jdk-8-alpine                       | ALPINE
          maven:3.9-sapmachine-21                      | UBUNTU
          openjdk:17                                   | RHEL
          openjdk:8                                    | DEBIAN
          openjdk:17-jdk-slim                          | DEBIAN
          rockylinux:9-minimal                         | RHEL_MINIMAL
          oraclelinux:9-slim                           | RHEL_MINIMAL
          oraclelinux:7-slim                           | RHEL
          mysql                                        | RHEL_MINIMAL
          mysql:8.4                                    | RHEL_MINIMAL
          mysql:5.7                                    | RHEL
          fedora                                       | RHEL
          registry.access.redhat.com/ubi9/ubi          | RHEL
          registry.access.redhat.com/ubi9/ubi-minimal  | RHEL_MINIMAL
          registry.access.redhat.com/ubi9-micro        | DISTROLESS
          redhat/ubi9-minimal                          | RHEL_MINIMAL
          gcr.io/distroless/static-debian12:nonroot    | DISTROLESS
          scratch                                      | SCRATCH
          mcr.microsoft.com/windows/servercore:ltsc2022 | WINDOWS
          golang:1.27-nanoserver-ltsc2022              | WINDOWS
          mcr.microsoft.com/dotnet/framework/aspnet:4.8 | WINDOWS
          microsoft/nanoserver                         | WINDOWS
          microsoft/dotnet-framework:4.7.2-runtime     | WINDOWS
          microsoft/iis:10.0                           | WINDOWS
          microsoft/mssql-server-windows-developer     | WINDOWS
          microsoft/mssql-server-linux                 | UNKNOWN
          acme/app:1.0-servercore                      | WINDOWS
          acme/app:1.0-ltsc2022                        | WINDOWS
          jenkins/jenkins:lts-slim                     | UNKNOWN
          mcr.microsoft.com/dotnet/aspnet:8.0          | DEBIAN
          mcr.microsoft.com/dotnet/aspnet:10.0         | UBUNTU
          mcr.microsoft.com/dotnet/aspnet:8.0-alpine   | ALPINE
          mcr.microsoft.com/dotnet/aspnet:8.0-noble-chiseled | DISTROLESS
          mcr.microsoft.com/dotnet/sdk:8.0-azurelinux3.0 | UNKNOWN
          cgr.dev/chainguard/node                      | WOLFI
          archlinux:base-devel                         | ARCH
          opensuse/leap:15.6                           | SUSE
          nvidia/cuda:12.4.1-runtime-ubuntu22.04       | UBUNTU
          nvidia/cuda:12.4.1-runtime-rockylinux9       | RHEL
          acme/app:1.0-alpine                          | ALPINE
          acme/app:1.0                                 | UNKNOWN
          quay.io/library/node:20                      | UNKNOWN
          """, delimiter = '|')
  void followsFromNameAndTag(String image, BaseFamily family) {
    assertThat(BaseFamily.of(ImageReference.of(image))).isEqualTo(family);
  }
}
