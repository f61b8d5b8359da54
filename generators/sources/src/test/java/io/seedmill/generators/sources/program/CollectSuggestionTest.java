package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given what a program left for four samples, with {@code #} for the number of each. */
class CollectSuggestionTest {

  private static final int SAMPLES = 4;
  private static final String OBJECT = "{\"n\": #}";

  @TempDir private Path output;

  private SuggestedCollect found(String names) throws IOException {
    for (String name : names.split(" ", -1)) {
      boolean isEach = name.contains("#");
      for (int i = 0; i < (isEach ? SAMPLES : 1); i++) {
        Path file = output.resolve(name.replace("#", "" + i));
        Files.createDirectories(file.getParent());
        Files.writeString(file, isEach ? OBJECT.replace("#", "" + i) : rows(name));
      }
    }
    return new CollectSuggestion(output, SAMPLES, 1000).find();
  }

  private static String rows(String name) {
    StringBuilder rows = new StringBuilder(name.endsWith(".csv") ? "n\n" : "");
    for (int i = 0; i < SAMPLES; i++) {
      rows.append(name.endsWith(".csv") ? "" + i : OBJECT.replace("#", "" + i)).append('\n');
    }
    return name.endsWith(".json")
        ? "[" + rows.toString().strip().replace("\n", ",") + "]"
        : "" + rows;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "#/a.json #/b.png | {}",
        "deep/x_#/a.json deep/x_#/b.txt | {}",
        "t_#/meta.json t_#/t_#.png | {\"fields\":{\"meta\":\"meta.json\",\"image\":\"*.png\"}}",
        "#/a.json #/a.txt | {\"fields\":{\"a\":\"a.json\",\"a_txt\":\"a.txt\"}}",
        "#.json | {\"sample\":\"file\"}",
        "some/x-#.json | {\"sample\":\"file\"}",
        "all.jsonl | {\"sample\":\"row\"}",
        "all.csv | {\"sample\":\"row\"}",
        "all.json | {\"sample\":\"row\"}",
        "all.csv readme.md | {\"sample\":\"row\",\"files\":\"*.csv\"}",
        "#/src/a.py #/src/lib/b.py #/README.md | {\"sample\":\"tree\"}",
        "#/src/a.py #/src-#/b.py | {\"sample\":\"tree\"}"
      })
  void theRuleMakesAsManySamplesAsWereAskedFor(String files, String rule) throws Exception {
    SuggestedCollect found = found(files);
    assertThat(found.rule().toString(), is(rule));
    assertThat(found.unused().size(), is(files.contains("readme") ? 1 : 0));
  }

  @Test
  void filesThatAreInNoSampleAreNamed() throws Exception {
    SuggestedCollect parallel = found("images/#.png labels/#.json");
    assertThat(parallel.rule().toString(), is("{\"sample\":\"row\",\"files\":\"*.json\"}"));
    assertThat(parallel.unused().size(), is(SAMPLES));
    assertThat(parallel.unused().get(0), is("images/0.png"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "images/#.png labels/#.txt | found 8 files (images/0.png,",
        "log.txt | found 1 file (log.txt)"
      })
  void whatNoRuleFitsIsToldWithWhatWasFound(String files, String message) {
    IOException e = assertThrows(IOException.class, () -> found(files));
    assertThat(e.getMessage(), containsString(message));
    assertThat(e.getMessage(), containsString("no rule of 'collect' makes 4 samples of that"));
  }
}
