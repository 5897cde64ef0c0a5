package dev.plimsoll.lint.rules.security;

import dev.plimsoll.image.ImageReference;
import dev.plimsoll.text.Regex;

/**
 * Programs that ask the system for the name of the user whom they run as: with a number that no line of {@code /etc/passwd}
 * has they end, or some of what they do fails.
 */
final class NamedUsers {

  /**
   * Those of Hadoop log that user in; Git, SSH and many a program of Java look for a home directory; {@code getpass.getuser()}
   * is Python's.
   */
  private static final Regex PROGRAMS = Regex.of("(?i)(?<![a-z])(?:"
      + "py-?spark|spark|hadoop|hdfs|hive|hiveserver2|hbase|beeline|flink|zeppelin|livy|oozie|sqoop|impala|presto|trino"
      + "|java|sbt|scala|lein|mvnw?|gradlew?"
      + "|git|ssh|sshd|scp|sftp|rsync|svn"
      + "|postgres|postgresql|psql|pg_\\w+|initdb"
      + "|i?python|conda|mamba|jupyter|jupyterlab|airflow|ansible|celery|dask|django|fastapi|flask|gunicorn|mlflow|poetry|pytorch"
      + "|streamlit|tensorflow|torch|uvicorn"
      + ")(?![a-z])");

  private NamedUsers() {}

  /** Whether a command or a script names one of them. */
  static boolean areIn(String code) {
    return PROGRAMS.matcher(code).find();
  }

  /** Whether the name of an image tells that it is there for one of them. */
  static boolean areIn(ImageReference image) {
    return areIn(image.path());
  }
}
