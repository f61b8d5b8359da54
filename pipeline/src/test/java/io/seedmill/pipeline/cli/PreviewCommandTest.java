package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.testing.CommandResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewCommandTest {

  private static final Pattern PICTURE =
      Pattern.compile("picture  image/png, 8 bytes: (.{1,500}/seedmill-preview-\\d{1,20})/001");

  @TempDir private Path folder;

  private String spec(String... generators) throws Exception {
    String text = "name: mine\nseed: 5\ngenerators:\n";
    for (String generator : generators) {
      text += "  - " + generator + "\n";
    }
    return Files.writeString(folder.resolve("mine.yaml"), text).toString();
  }

  private String file(String line) throws Exception {
    Path data = Files.writeString(folder.resolve("data.jsonl"), line + "\n");
    return spec("{name: data, files: '" + data + "'}");
  }

  @Test
  void aLongLineAndADeepValueAreWrappedAndCut() throws Exception {
    String spec =
        file(
            "{\"prompt\": \"%s\", \"deep\": %s%s}"
                .formatted("x".repeat(100_000), "[".repeat(200), "]".repeat(200)));

    List<String> lines = preview(spec).outLines();
    assertThat(lines.stream().filter(line -> line.startsWith("    │ x")).count(), is(80L));
    assertThat(
        lines, hasItem(matchesPattern("    … 9\\d,\\d{3} more characters \\(--full shows all\\)")));
    lines.forEach(line -> assertThat(line, line.length(), is(lessThanOrEqualTo(120))));

    String full = preview(spec, "--full").out();
    assertThat(full.chars().filter(c -> c == 'x').count(), is(100_000L));
  }

  private static CommandResult preview(String... args) {
    List<String> all = new ArrayList<>(List.of("preview"));
    all.addAll(List.of(args));
    return CommandResult.seedmill(all.toArray(String[]::new));
  }

  @Test
  void samplesAreThoseOfTheRun() throws Exception {
    String spec =
        spec(
            "{generator: maze, samples: 9}",
            "{generator: arithmetic, samples: 2, matrix: {operations: [2, 3]},"
                + " params: {operations: '${matrix.operations}'}}");
    CommandResult result = preview(spec, "--format=json", "-n", "4");
    assertThat(result.err(), result.exitCode(), is(0));
    String out = folder.resolve("out").toString();
    assertThat(CommandResult.seedmill("run", spec, "-o", out).exitCode(), is(0));
    List<String> published = Files.readAllLines(folder.resolve("out/consolidated/latest.jsonl"));
    assertThat(result.outLines(), hasSize(8));
    assertThat(published, hasItems(result.outLines().toArray(String[]::new)));
    assertThat(result.out(), containsString("operations=3"));
  }

  @Test
  void cellsOfAMatrixTakeTurns() throws Exception {
    String spec =
        spec(
            "{generator: arithmetic, samples: 5, matrix: {operations: [2, 3, 4, 5, 6, 7]},"
                + " params: {operations: '${matrix.operations}'}}");
    List<String> cells = new ArrayList<>();
    for (String line : preview(spec, "--format=json").outLines()) {
      cells.add(
          CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8)).path("generator").asText());
    }
    assertThat(
        cells,
        contains(
            "arithmetic[operations=2]", "arithmetic[operations=4]", "arithmetic[operations=6]"));
  }

  @Test
  void promptAndAnswerComeFirst() throws Exception {
    List<String> lines = preview(spec("{generator: sudoku, samples: 1000}"), "-n", "1").outLines();
    assertThat(lines.get(0), is("sudoku: 1,000 samples"));
    assertThat(lines.subList(1, 4), contains("", "sudoku 0", "  prompt"));
    assertThat(lines, everyItem(not(containsString("\u001b"))));
  }

  @Test
  void longTextsAreWrappedAndCut() throws Exception {
    String code = "if x:\\n" + "    y = 1\\n".repeat(50);
    String prose = "word ".repeat(40).strip();
    String spec = file("{\"code\": \"" + code + "\", \"prompt\": \"" + prose + "\"}");
    List<String> lines = preview(spec).outLines();
    assertThat(
        lines,
        hasItems("    │ if x:", "    │     y = 1", "    … 11 more lines (--full shows all)"));
    assertThat(lines.stream().mapToInt(String::length).max().orElse(0) <= 80, is(true));
    assertThat(preview(spec, "--full").outLines(), not(hasItem(containsString("--full"))));
  }

  @Test
  void textSteersNoTerminal() throws Exception {
    String out = preview(file("{\"prompt\": \"red \\u001b[31m and \\u009b31m\"}")).out();
    assertThat(out, containsString("red \\u001b[31m and \\u009b31m"));
  }

  @Test
  void picturesAreKept() throws Exception {
    Path kept = folder.resolve("kept");
    String asset = "{\"$asset\": {\"base64\": \"iVBORw0KGgo=\", \"mediaType\": \"image/png\"}}";
    String program =
        "import sys\nfor line in sys.stdin: print('{\"prompt\": \"p\", \"picture\": "
            + asset
            + "}')\n";
    Files.writeString(folder.resolve("draw.py"), program);
    String spec = spec("{name: drawn, command: [python3, draw.py], lines: bare, samples: 1}");
    CommandResult result = preview(spec, "--assets=" + kept);
    assertThat(result.err(), result.exitCode(), is(0));
    assertThat(
        result.out(), containsString("picture  image/png, 8 bytes: " + kept.resolve("001.png")));
    assertThat(Files.size(kept.resolve("001.png")), is(8L));
    assertThat(preview(spec, "--format=html").out(), containsString("data:image/png;base64,iVBOR"));
    Matcher unasked = PICTURE.matcher(preview(spec).out());
    assertThat(unasked.find(), is(true));
    Path own = Path.of(unasked.group(1));
    assertThat(
        Files.getPosixFilePermissions(own), is(PosixFilePermissions.fromString("rwx------")));
    Files.delete(own.resolve("001.png"));
    Files.delete(own);
  }

  @Test
  void pageIsEscapedAndLoadsNothing() throws Exception {
    String page =
        preview(file("{\"prompt\": \"<script>alert(1)</script>\", \"<b>\": [1]}"), "--format=html")
            .out();
    assertThat(page, containsString("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assertThat(page, not(containsString("<b>")));
    assertThat(page, not(containsString("<script")));
    assertThat(page, not(containsString("http")));
  }

  @Test
  void failuresAreShown() throws Exception {
    CommandResult result = preview(file("[1]"));
    assertThat(result.exitCode(), is(ExitCode.BAD_INPUT));
    Files.writeString(
        folder.resolve("bad.py"), "import sys\nfor line in sys.stdin: print('{}]')\n");
    CommandResult failed =
        preview(spec("{name: bad, command: [python3, bad.py], lines: bare, samples: 1}"));
    assertThat(failed.exitCode(), is(ExitCode.TOO_MANY_FAILURES));
    assertThat(failed.err(), containsString("seedmill: bad 0 failed ("));
  }

  @Test
  void mistakesAreTold() throws Exception {
    String spec = spec("{generator: maze, samples: 1}");
    assertThat(
        preview(spec, "--format=htm").err(),
        containsString(
            "--format: found 'htm'; allowed: one of text, json, html (did you mean 'html'?)"));
    Path file = folder.resolve("mine.yaml");
    CommandResult unwritable =
        preview(spec("{generator: vision-tasks, samples: 1}"), "--assets=" + file + "/x");
    assertThat(unwritable.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(unwritable.err(), containsString("--assets: '" + file + "/x' cannot be written to"));
    assertThat(
        preview(spec, "-n", "0").err(),
        containsString("-n: found 0; allowed: a whole number from 1 to 1000"));
  }
}
