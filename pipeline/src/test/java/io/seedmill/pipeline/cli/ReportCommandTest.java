package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.testing.Chromium;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.transforms.publish.Effort;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Repetitions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

  private static final String HOSTILE =
      "</script><script>document.title='broken'</script> \\u2028 \\u202e <img src=x"
          + " onerror=document.title='broken'> {{ 1 + 1 }} {% raw %} <!-- \\u0000";

  @TempDir private static Path folder;

  private static Path report;
  private static CommandResult run;

  @BeforeAll
  static void runsOnce() throws Exception {
    Files.writeString(
        folder.resolve("answer.json"), "{\"prompt\": \"" + HOSTILE + "\", \"<b>\": [1]}");
    String program =
        """
        import sys, json
        answer = json.load(open(sys.argv[1]))
        for line in sys.stdin:
            task = json.loads(line)
            for i in range(task['start_index'], task['start_index'] + task['num_samples']):
                sample = {**answer, 'answer': i}
                print(json.dumps({'index': i, **({'error': '<b>luck'} if i % 10 == 3 else {'sample': sample})}))
        """;
    Files.writeString(folder.resolve("hostile.py"), program);
    Path spec =
        Files.writeString(
            folder.resolve("mine.yaml"),
            """
            name: mine
            maxFailureRate: 0.5
            generators:
              - {generator: arithmetic, name: few, samples: 1500, params: {operations: 1, maxOperand: 15}}
              - {generator: arithmetic, name: many, samples: 1000, params: {operations: 1, maxOperand: 20}}
              - {generator: vision-tasks, samples: 2}
              - {name: hostile, command: [python3, %s, %s], samples: 30}
            """
                .formatted(folder.resolve("hostile.py"), folder.resolve("answer.json")));
    run =
        CommandResult.seedmill(
            "run", spec.toString(), "-o", folder.resolve("out").toString(), "--run-id=monday");
    report = folder.resolve("out/metadata/monday/report.html");
  }

  private static Manifest manifest() throws Exception {
    return Manifest.parse(Files.readString(report.resolveSibling("manifest.json")));
  }

  @Test
  void aDamagedPointerIsNamedAsTheFileThatItIs() throws Exception {
    Path output = Files.createDirectories(folder.resolve("damaged/metadata")).getParent();
    Path pointer = output.resolve("metadata/latest-run.json");
    Files.writeString(pointer, "{\"run\": x");
    assertThat(
        CommandResult.seedmill("report", output.toString()).err(),
        allOf(
            containsString("'metadata/latest-run.json' of '" + output + "' is damaged"),
            containsString("or name another run, as <output>/metadata/<run>")));
  }

  @Test
  void runWritesAPageThatSaysWhatTheManifestSays() throws Exception {
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(
        run.out(), containsString("report    " + folder.resolve("out") + "/metadata/monday"));
    String page = Files.readString(report);
    Manifest manifest = manifest();
    assertThat(
        page, containsString(String.format(Locale.ROOT, "<b>%,d</b>", manifest.counts().unique())));
    assertThat(page, containsString(manifest.datasetId()));
    assertThat(page, containsString("Failures by cause"));
    assertThat(page, containsString("&lt;b&gt;luck"));
    assertThat(page, not(containsString("<b>luck")));
    assertThat("a text that turns others around", page, not(containsString("\u202e")));
    assertThat(page, containsString("data:image/png;base64,"));
    assertThat(Files.size(report), lessThan(1_000_000L));
  }

  @Test
  void everyShardHasItsTimeAndEveryGeneratorItsSpeedAndBytes() throws Exception {
    Effort effort = manifest().effort();
    long shards =
        new ObjectMapper()
            .readTree(
                CommandResult.seedmill(
                        "plan", "--dataset=" + folder.resolve("mine.yaml"), "--format=json")
                    .out())
            .path("shards")
            .longValue();
    assertThat(effort.total().shards(), is(shards));
    assertThat(
        effort.shardsByMicros().values().stream().mapToLong(Long::longValue).sum(), is(shards));
    assertThat(effort.total().samples(), is(manifest().counts().produced()));
    assertThat(
        effort.total().bytes(),
        is(manifest().parts().stream().mapToLong(Manifest.FileReport::bytes).sum()));
    assertThat(effort.quantile(1), is(effort.total().slowest()));
    String page = Files.readString(report);
    assertThat(page, containsString("<h2>Time per shard</h2>"));
    assertThat(
        page,
        containsString(
            String.format(Locale.ROOT, "%.1f kB", effort.generators().get("few").bytes() / 1e3)));
  }

  @Test
  void duplicatesAreTracedToThoseThatTheyEqual() throws Exception {
    Repetitions repetitions = manifest().repetitions();
    long sum = repetitions.pairs().stream().mapToLong(Repetitions.Pair::samples).sum();
    assertThat(sum, is(manifest().counts().duplicates()));
    Repetitions.Pair pair =
        repetitions.pairs().stream()
            .filter(each -> each.generator().equals("few") && "many".equals(each.winner()))
            .findFirst()
            .orElseThrow();
    Repetitions.Twins twins = pair.examples().get(0);
    assertThat(prompt("few", twins.index()), is(prompt("many", twins.winner())));
    assertThat(Files.readString(report), containsString("about "));
  }

  private static String prompt(String generator, long index) {
    CommandResult made =
        CommandResult.seedmill(
            "replay",
            "--dataset=" + folder.resolve("mine.yaml"),
            "--generator=" + generator,
            "--index=" + index);
    assertThat(made.err(), made.exitCode(), is(0));
    return made.out().replaceFirst("(?s).*\"prompt\":\"([^\"]*)\".*", "$1");
  }

  @Test
  void samplesThatWereRemovedAreNamed() throws Exception {
    Files.writeString(
        folder.resolve("texts.jsonl"),
        """
        {"prompt": "the quick brown fox jumps over the lazy dog by the old river"}
        {"prompt": "the quick brown fox jumps over the lazy dog by the old rivers"}
        {"prompt": "an entirely <i>other</i> sentence of eight words or more"}
        {"prompt": "and one that nobody has asked for so far"}
        """);
    Files.writeString(folder.resolve("exam.txt"), "An entirely I other I sentence of eight words");
    Path spec =
        Files.writeString(
            folder.resolve("removed.yaml"),
            """
            name: removed
            dedupe: {near: {field: prompt, threshold: 0.8}, against: [exam.txt], ngrams: 8}
            generators:
              - {name: texts, files: [texts.jsonl]}
            """);
    CommandResult removed =
        CommandResult.seedmill(
            "run", spec.toString(), "-o", folder.resolve("r").toString(), "--run-id=tuesday");
    assertThat(removed.err(), removed.exitCode(), is(0));
    String page = Files.readString(folder.resolve("r/metadata/tuesday/report.html"));
    assertThat(
        page,
        allOf(
            containsString(
                "<td>texts</td><td>0</td><td>1</td><td class=\"text\">the quick brown fox"),
            containsString("1 kept sample has others that are near to it: &#39;prompt&#39;"),
            containsString(
                "<td>texts</td><td>2</td><td class=\"text\">exam.txt, line 1</td>"
                    + "<td class=\"text\">an entirely i other i sentence of eight</td>"),
            containsString("<p class=\"note\">1 evaluation text was compared by 8 words in a row."),
            containsString("metadata/tuesday/contaminated.jsonl")));
    CommandResult card = CommandResult.seedmill("card", folder.resolve("r").toString());
    assertThat(card.err(), card.exitCode(), is(0));
    assertThat(
        Files.readString(folder.resolve("r/README.md")),
        containsString(
            """
            | generator | version | requested | unique | duplicates | in evaluation texts | near duplicates | failed |
            |---|---:|---:|---:|---:|---:|---:|---:|
            | texts | 1 | 4 | 2 | 0 | 1 | 1 | 0 |
            """));
  }

  @Test
  void pageRunsInABrowserWithoutErrorsAndAsksNobody() throws Exception {
    Optional<Chromium> browser = Chromium.find();
    assumeTrue(browser.isPresent(), "no Chromium on the PATH");
    Path asking =
        Files.writeString(
            folder.resolve("asking.html"), "<img src=\"http://127.0.0.1:9/picture.png\">");
    assertThat(
        browser.get().visit(asking, Files.createDirectories(folder.resolve("asking"))).requests(),
        hasItem("http://127.0.0.1:9/picture.png"));
    Chromium.Visit visit =
        browser.get().visit(report, Files.createDirectories(folder.resolve("browser")));
    assertThat(visit.console(), is(empty()));
    assertThat(visit.requests(), is(empty()));
    assertThat(
        visit.dom(),
        allOf(
            containsString("<title>mine, run monday</title>"),
            containsString("{{ 1 + 1 }} {% raw %}"),
            containsString("<canvas"),
            containsString(" samples</p>")));
    assertThat(visit.dom(), not(containsString("<img src=\"x\"")));
  }

  @Test
  void reportIsMadeAnewAndChecksStayAsTheyWere() throws Exception {
    Files.writeString(report, Files.readString(report).replace("unique", "untrue"));
    CommandResult damaged = CommandResult.seedmill("validate", folder.resolve("out").toString());
    assertThat(damaged.out(), containsString("report.html: it was changed after it was written"));
    assertThat(damaged.exitCode(), is(ExitCode.DAMAGED));
    CommandResult again = CommandResult.seedmill("report", folder.resolve("out").toString());
    assertThat(again.err(), again.exitCode(), is(0));
    assertThat(Files.readString(report), containsString(manifest().datasetId()));
    CommandResult valid = CommandResult.seedmill("validate", folder.resolve("out").toString());
    assertThat(valid.out(), valid.exitCode(), is(0));
    assertThat(Files.exists(folder.resolve("out/.seedmill")), is(false));
  }

  @Test
  void whatIsHiddenIsShownAndWhatIsDeepIsALine() throws Exception {
    Files.writeString(
        folder.resolve("odd.jsonl"),
        "{\"prompt\": \"a\u202eb\u2028c\\u0000d</script><!--\", \"__proto__\": {\"k\": \"\u200f\"}, \"deep\": "
            + "[".repeat(60)
            + "\"end\""
            + "]".repeat(60)
            + "}\n");
    Path spec =
        Files.writeString(
            folder.resolve("odd.yaml"), "generators: [{files: odd.jsonl, name: odd}]\n");
    Path out = folder.resolve("odd");
    CommandResult ran =
        CommandResult.seedmill("run", spec.toString(), "-o", out.toString(), "--run-id=odd");
    assertThat(ran.err(), ran.exitCode(), is(ExitCode.DONE));
    CommandResult.seedmill("card", out.toString());

    String page = Files.readString(out.resolve("metadata/odd/report.html"));
    String card = Files.readString(out.resolve("README.md"));
    for (String text : List.of(page, card)) {
      assertThat(text, not(matchesPattern("(?s).*[\u202e\u2028\u200f\0].*")));
      assertThat(text, containsString("a\\u202eb\\u2028c\\u0000d"));
    }
    assertThat(page, containsString("<dt>[0]</dt>\n<dd><code>[[["));
    assertThat("groups in groups", page.split("<dd><dl>", -1).length, is(lessThan(6)));
  }

  @Test
  void mistakesAreTold() {
    CommandResult none = CommandResult.seedmill("report", folder.resolve("nothing").toString());
    assertThat(none.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(none.err(), containsString("<output or run>: found no published run at"));
  }
}
