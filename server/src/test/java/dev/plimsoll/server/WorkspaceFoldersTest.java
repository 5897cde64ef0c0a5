package dev.plimsoll.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspaceFoldersTest {

  private static final WorkspaceFolders FOLDERS = new WorkspaceFolders(ImmutableList.of(
      "file:///w", "file:///w/a%20b", "file:///w/x/", "vscode-remote://ssh-remote%2Bh/w"));

  @ParameterizedTest
  @CsvSource({
    "file:///w/Dockerfile,                             file:///w",
    "file:///w/a%20b/Dockerfile,                       file:///w/a%20b",
    "file:///w/a b/c/Dockerfile,                       file:///w/a%20b",
    "file:///w/a%20bc/Dockerfile,                      file:///w",
    "file:///w/x/Dockerfile,                           file:///w/x/",
    "file:///wide/Dockerfile,                          ",
    "vscode-remote://ssh-remote+h/w/Dockerfile,        vscode-remote://ssh-remote%2Bh/w",
    "untitled:Untitled-1,                              ",
    "file:///w/%zz,                                    file:///w",
  })
  void findsTheInnermost(String document, String folder) {
    assertThat(FOLDERS.innermost(document)).isEqualTo(folder);
  }

  @Test
  void changes() {
    assertThat(FOLDERS
            .change(List.of("file:///w", "file:///none"), List.of("file:///n"))
            .uris())
        .containsExactly(
            "file:///w/a%20b", "file:///w/x/", "vscode-remote://ssh-remote%2Bh/w", "file:///n");
    assertThat(FOLDERS.change(List.of(), List.of("file:///w")).uris()).hasSize(4);
  }
}
