package dev.plimsoll.lint.rules.layer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.rules.RuleRun;
import dev.plimsoll.lint.rules.size.SizeRules;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leaves nothing behind is for the author to decide where something that runs later wants what is left. */
class LaterUseTest {

  private static Finding first(String rule, String instructions) {
    Rule checked = Iterables.find(SizeRules.ALL, one -> one.info().name().equals(rule));
    List<Finding> found = RuleRun.findings(checked, instructions.replace("; ", "\n") + "\n");
    return found.get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "apk-no-cache          | FROM alpine:3.22; RUN apk add a; RUN rm /var/cache/apk/*",
        "apk-no-cache          | FROM alpine:3.22; RUN apk add a; RUN cd /var/cache/apk && rm *",
        "apk-no-cache          | FROM alpine:3.22 AS a; RUN apk add a; FROM a; RUN ls /var/cache/apk/*",
        "apk-no-cache          | FROM alpine:3.22; RUN apk add a && apk search -x b | grep b",
        "apk-no-cache          | FROM alpine:3.22; RUN apk add a; RUN apk policy b",
        "apk-no-cache          | FROM alpine:3.22; RUN apk add a; RUN apk add --no-network b",
        "apt-lists-not-removed | FROM debian:12; RUN apt-get update && apt-get install -y a; RUN rm -r /var/lib/apt/lists/*",
        "pip-cache-dir         | FROM python:3.12; RUN pip install a; RUN rm -r /root/.cache",
        "pip-cache-dir         | FROM python:3.12; RUN pip install a; RUN cp -r ~/.cache/pip /keep",
        "pip-cache-dir         | FROM python:3.12; RUN pip install a; RUN pip cache purge",
        "dnf-clean-missing     | FROM fedora:42; RUN dnf install -y a; RUN rm -r /var/cache/dnf/*",
        "zypper-clean-missing  | FROM opensuse/leap:15.6; RUN zypper -n install a; RUN rm /var/cache/zypp/raw/*",
        "yarn-cache-clean-missing | FROM node:22; RUN yarn global add a; RUN rm -r /usr/local/share/.cache",
      })
  void itIsSuggestedWhereSomethingWantsIt(String rule, String instructions) {
    assertThat(first(rule, instructions).fixes()).isNotEmpty().noneMatch(fix -> fix.isSafe());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "apk-no-cache          | FROM alpine:3.22; RUN apk add a; RUN rm -rf /var/cache/apk/*",
        "apk-no-cache          | FROM alpine:3.22; RUN apk search -U b && apk add a",
        "apk-no-cache          | FROM alpine:3.22; RUN apk add a; RUN apk search --no-cache b",
        "apk-no-cache          | FROM alpine:3.22; RUN apk add a; RUN --mount=type=cache,target=/var/cache/apk apk add b",
        "apt-lists-not-removed | FROM debian:12; RUN apt-get update && apt-get install -y a; RUN rm -rf /var/lib/apt/lists/*",
        "pip-cache-dir         | FROM python:3.12; RUN ls /root/.cache; RUN pip install a; RUN rm -rf /root/.cache",
        "dnf-clean-missing     | FROM fedora:42; RUN dnf install -y a; RUN rm -rf /var/cache/dnf/*",
        "zypper-clean-missing  | FROM opensuse/leap:15.6; RUN zypper -n install a; RUN rm -rf /var/cache/zypp/raw/*",
        "yarn-cache-clean-missing | FROM node:22; RUN yarn global add a; RUN rm -rf /usr/local/share/.cache",
      })
  void itIsSafeWhereNothingDoes(String rule, String instructions) {
    assertThat(first(rule, instructions).fixes()).anyMatch(fix -> fix.isSafe());
  }
}
