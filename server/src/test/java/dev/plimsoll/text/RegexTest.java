package dev.plimsoll.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RegexTest {

  /** The constants of a type in the classes of a package and those below it. */
  private static List<Field> constants(Class<?> type, String inPackage)
      throws IOException, URISyntaxException {
    Path root =
        Path.of(Regex.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Field> constants = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root.resolve(inPackage.replace('.', '/')))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replaceAll("[/\\\\]", ".");
        for (Field field :
            loaded(name.substring(0, name.length() - ".class".length())).getDeclaredFields()) {
          if (field.getType() == type && Modifier.isStatic(field.getModifiers())) {
            constants.add(field);
          }
        }
      }
    }
    return constants;
  }

  private static Class<?> loaded(String name) {
    try {
      return Class.forName(name, false, RegexTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** Nobody else notices one that can't be compiled before a file comes that it is asked of. */
  @Test
  void allCanBeCompiled() throws ReflectiveOperationException, IOException, URISyntaxException {
    List<Field> constants = constants(Regex.class, "dev.plimsoll");
    assertThat(constants).hasSizeGreaterThan(50);
    for (Field constant : constants) {
      constant.setAccessible(true);
      assertThat(((Regex) constant.get(null)).matcher("").find())
          .as("%s", constant)
          .isIn(true, false);
    }
  }

  @Test
  void noRuleCompilesOneWhenItIsLoaded() throws IOException, URISyntaxException {
    assertThat(constants(Pattern.class, "dev.plimsoll.lint")).isEmpty();
  }

  @Test
  void itIsCompiledWhenItIsMatched() {
    Regex broken = Regex.of("(");
    assertThatThrownBy(() -> broken.matcher("")).isInstanceOf(PatternSyntaxException.class);
    assertThat(Regex.of("(?i)a+").matcher("aAa").matches()).isTrue();
  }
}
