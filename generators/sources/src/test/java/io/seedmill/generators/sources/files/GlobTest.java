package io.seedmill.generators.sources.files;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.seedmill.generators.InputFiles.InputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns of files and their matches. */
class GlobTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/a/*.json /a/b.json",
        "/a/*.json /a/.json.json|no",
        "/a/*.json /a/b/c.json|no",
        "/a/**/*.json /a/b.json",
        "/a/**/*.json /a/b/c/d.json",
        "/a/**/*.json /a/.b/c.json|no",
        "/a/.*/*.json /a/.b/c.json",
        "/a/** /a/b/c",
        "/a/b** /a/bc/d",
        "/a/?.json /a/b.json",
        "/a/?.json /a/.json|no",
        "/a/[a-c]x /a/bx",
        "/a/[!a-c]x /a/bx|no",
        "/a/[!a-c]x /a/dx",
        "/a/{b,c*}.json /a/cd.json",
        "/a/{b,c*}.json /a/d.json|no",
        "/a/\\*.json /a/*.json",
        "/a/\\*.json /a/b.json|no",
        "/a(b)+.$ /a(b)+.$",
        "/a.json /abjson|no"
      })
  void aPatternMatchesWhatItShould(String pattern, String path) {
    boolean expected = !path.endsWith("|no");
    String plain = path.replace("|no", "");
    assertThat(Glob.of(pattern).matches(plain), is(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"/a/b/c*.json|/a/b/", "/a/**/x|/a/", "/a/b.json|/a/", "k*|''", "/a/{b/c,d}/e|/a/"})
  void allMatchesLieUnderOneFolder(String pattern, String folder) {
    assertThat(Glob.of(pattern).folder(), is(folder));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/a/*.jsonl /a/lost+found|no",
        "/a/*/*.jsonl /a/b",
        "/a/*/*.jsonl /a/b/c|no",
        "/a/*/*.jsonl /a/.b|no",
        "/a/**/*.jsonl /a/b/c",
        "/a/**/*.jsonl /a/.git|no",
        "/a/x*/**/b.csv /a/y|no",
        "/a/x*/**/b.csv /a/xy/z",
        "/a/{b/c,d}/e /a/b",
        "/a/{b/c,d}/e /a/c|no",
        "/a/[bc]/**/d /a/b",
        "/a/[bc]/**/d /a/d|no"
      })
  void onlyFoldersInWhichItCanMatchAreLookedAt(String pattern, String folder) {
    boolean expected = !folder.endsWith("|no");
    assertThat(Glob.of(pattern).canMatchIn(folder.replace("|no", "")), is(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/[b", "/a/{b", "/a/{b{c}}"})
  void whatHasNoEndIsRefused(String pattern) {
    assertThrows(IllegalArgumentException.class, () -> Glob.of(pattern));
  }

  @Test
  void localFilesAreFoundInTheOrderOfTheirPaths(@TempDir Path folder) throws Exception {
    for (String name :
        new String[] {"b/2.jsonl", "a.jsonl", "b/1.jsonl", "b/c/3.jsonl", "[x].jsonl"}) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), name);
    }
    LocalInputs inputs = new LocalInputs();
    assertThat(
        inputs.find(folder + "/**/*.jsonl").stream()
            .map(file -> folder.relativize(Path.of(file.path())).toString())
            .toList(),
        contains("[x].jsonl", "a.jsonl", "b/1.jsonl", "b/2.jsonl", "b/c/3.jsonl"));
    assertThat(
        "a name that looks like a pattern",
        inputs.find(folder + "/[x].jsonl").stream().map(InputFile::bytes).toList(),
        contains(9L));
    assertThat(inputs.find(folder + "/b").isEmpty(), is(true));
    assertThat(inputs.find(folder + "/none/*.jsonl").isEmpty(), is(true));
    try (var in = inputs.open(folder + "/b/1.jsonl", 2, 3)) {
      assertThat(new String(in.readNBytes(3), StandardCharsets.UTF_8), is("1.j"));
    }
  }

  @Test
  void aFolderThatMayNotBeReadMattersOnlyWhereThePatternCanMatch(@TempDir Path folder)
      throws Exception {
    Files.writeString(folder.resolve("a.jsonl"), "{}");
    Path closed = Files.createDirectory(folder.resolve("lost+found"));
    Files.setPosixFilePermissions(closed, Set.of());
    assumeFalse(Files.isReadable(closed), "this user may read everything");
    LocalInputs inputs = new LocalInputs();
    assertThat(inputs.find(folder + "/*.jsonl").size(), is(1));
    IOException e = assertThrows(IOException.class, () -> inputs.find(folder + "/**/*.jsonl"));
    assertThat(e.getMessage(), containsString("lost+found', in which '"));
    assertThat(e.getMessage(), endsWith("can match: permission denied"));
  }
}
