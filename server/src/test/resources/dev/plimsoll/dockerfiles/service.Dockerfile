FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /build
ADD . /build
RUN mvn --batch-mode package

FROM eclipse-temurin:21-jre
ARG AGENT=https://example.org/agent.jar
RUN apt update && apt install wget
RUN wget $AGENT -O /opt/agent.jar
RUN wget -q https://example.org/a.jar && \
    wget --quiet https://example.org/b.jar \
         https://example.org/c.jar
RUN mkdir -p /opt/service
COPY --from=build /build/target/service.jar /opt/service/
COPY bin/start.sh /opt/service/start.sh
RUN chmod 755 /opt/service/start.sh
RUN useradd --no-create-home service && chown -R service /opt/service
USER service
VOLUME /opt/service/data
STOPSIGNAL SIGTERM
ENTRYPOINT java -javaagent:/opt/agent.jar -jar /opt/service/service.jar
