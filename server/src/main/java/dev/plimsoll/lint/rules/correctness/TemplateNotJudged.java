package dev.plimsoll.lint.rules.correctness;

import dev.plimsoll.lint.Category;
import dev.plimsoll.lint.Finding;
import dev.plimsoll.lint.Reporter;
import dev.plimsoll.lint.Rule;
import dev.plimsoll.lint.RuleInfo;
import dev.plimsoll.lint.Severity;
import dev.plimsoll.lint.Subject;
import dev.plimsoll.lint.Template;

/** A file of which a Dockerfile is made elsewhere. */
public final class TemplateNotJudged implements Rule {

  private static final RuleInfo INFO = RuleInfo.of(
          Template.RULE, Category.CORRECTNESS, Severity.INFORMATION, """
          The file is a template, of which another program makes a Dockerfile: what it puts there isn't known.

          Known are `<% %>` as in ERB, Jinja and Go (`{{ }}`, `{% %}`), m4, the `${a.b}` of Maven, and `@NAME@` and `%%NAME%%` in \
          FROM. BuildKit can't read any of them, so that every such line would be an error. Instead there is this one note. \
          Where only values are left open, the other instructions are judged; where lines may be left out or repeated, nothing is.

          ```dockerfile bad fix=none
          FROM {{ base }}:{{ tag }}
          {% if proxy %}
          ENV http_proxy={{ proxy }}
          {% endif %}
          EXPOSE {{ port }}
          ```

          What is made of it can be judged like any other file:

          ```dockerfile good
          FROM alpine:3.22
          EXPOSE 8080
          ```
          """)
      .since("0.1.0");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Subject subject, Reporter reporter) {
    Template template = Template.of(subject.file());
    if (template != null) {
      reporter.report(
          Finding.at(
              template.sign(),
              "This is a template (" + template.languageIn(subject.name().path())
                  + "). Only what is made of it can be built, and what its placeholders stand for isn't judged."));
    }
  }
}
