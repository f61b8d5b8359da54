package io.seedmill.pipeline.cli;

import static io.seedmill.pipeline.testing.CommandResult.seedmill;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.input.Parameter;
import io.seedmill.pipeline.dataset.CheckedReader;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.ReferenceDataset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Help, the catalogue, and arguments that fit no command. */
class SeedmillCommandTest {

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void helpListsCommandsAndExitCodes(String argument) {
    CommandResult result = seedmill(argument);
    assertThat(result.exitCode(), is(0));
    assertThat(result.err(), is(emptyString()));
    assertThat(
        result.outLines(),
        hasItems(
            startsWith("Usage: seedmill"),
            startsWith("  run "),
            startsWith("  generators "),
            startsWith("  replay "),
            startsWith("  benchmark "),
            startsWith("  3 ")));
  }

  @Test
  void withoutAnyArgumentTheHelpGoesToTheErrors() {
    CommandResult result = seedmill();
    assertThat(result.exitCode(), is(2));
    assertThat(result.out(), is(emptyString()));
    assertThat(result.err(), startsWith("Usage: seedmill"));
  }

  @Test
  void theHelpOfRunNamesItsOptionsWithDefaultsAndExamples() {
    CommandResult result = seedmill("help", "run");
    assertThat(result.exitCode(), is(0));
    assertThat(result.out(), is(seedmill("run", "--help").out()));
    for (String option :
        List.of(
            "--dataset=<name or file>",
            "-o, --output=<place>",
            "--runId, --run-id=<name>",
            "-n, --samples=<n>",
            "--seed=<n>",
            "--shardSize, --shard-size=<n>",
            "--parts=<n>",
            "--runner=<runner>")) {
      assertThat(result.outLines(), hasItem(containsString("  " + option)));
    }
    assertThat(result.outLines(), hasItem("  seedmill run --dataset=mine.yaml --output=datasets"));
  }

  @Test
  void theVersionIsOneLine() {
    CommandResult result = seedmill("--version");
    assertThat(result.exitCode(), is(0));
    assertThat(result.outLines(), contains(matchesPattern("seedmill \\S.*")));
  }

  @Test
  void generatorsListsEveryGeneratorWithWhatItMakesAndItsParameters() {
    CommandResult result = seedmill("generators");
    assertThat(result.exitCode(), is(0));
    assertThat(result.err(), is(emptyString()));
    for (GeneratorFactory factory : Catalogue.load().all()) {
      assertThat(result.outLines(), hasItem(factory.name() + ": " + factory.summary()));
      for (Parameter parameter : factory.parameters().all()) {
        assertThat(
            result.outLines(),
            hasItem(
                allOf(
                    startsWith("  " + parameter.name() + " "),
                    containsString(" " + parameter.type().word() + " "),
                    containsString(parameter.allowed() + "; default "))));
      }
    }
  }

  @Test
  void aGeneratorIsShownWithItsParametersAndASample() throws Exception {
    CommandResult result = seedmill("generators", "maze");
    assertThat(result.exitCode(), is(0));
    assertThat(
        result.outLines(),
        hasItems(
            startsWith("maze: "),
            is("             integer: a whole number from 3 to 101; default 7"),
            is("             number: a number from 0 to 1; default 0.2"),
            is("Its first sample with seed 42:")));
    DatasetSpec spec =
        new CheckedReader()
            .read("spec", "{name: one, seed: 42, generators: [{generator: maze, samples: 1}]}");
    byte[] sample = new ReferenceDataset(spec).bytes();
    assertThat(result.out(), endsWith(new String(sample, StandardCharsets.UTF_8)));
  }

  @Test
  void aWordIsShownWithoutQuotes() {
    assertThat(
        seedmill("generators", "algebra").outLines(),
        hasItem(endsWith("one of mixed, linear, quadratic, system; default mixed")));
  }

  @Test
  void theDefaultOfAStructureCanBePastedIntoASpec() {
    List<String> lines = seedmill("generators", "tabular").outLines();
    List<String> pasted =
        lines.stream()
            .dropWhile(line -> !line.endsWith("columns; default:"))
            .skip(1)
            .takeWhile(line -> !line.isBlank())
            .toList();
    Object columns =
        new Load(LoadSettings.builder().build()).loadFromString(String.join("\n", pasted));
    JsonNode expected =
        Catalogue.load().find("tabular").orElseThrow().parameters().defaults().json("columns");
    assertThat(new ObjectMapper().valueToTree(columns).toString(), is(expected.toString()));
  }

  @Test
  void anUnknownGeneratorIsAnsweredWithTheNearest() {
    CommandResult result = seedmill("generators", "mase");
    assertThat(result.exitCode(), is(2));
    assertThat(result.out(), is(emptyString()));
    assertThat(
        result.errLines(),
        contains(
            allOf(
                startsWith("seedmill: found no generator 'mase'; allowed: one of algebra, "),
                endsWith("(did you mean 'maze'?)"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rum | found 'rum'; allowed: one of run, init, preview, plan, generate, consolidate,"
            + " submit, generators, datasets, schema, check, replay, validate, report, card, runs, diff,"
            + " score, retry, clean, export, benchmark, generate-completion, help (did you mean"
            + " 'run'?); see 'seedmill help'",
        "verify | found 'verify'; allowed: one of run, init, preview, plan, generate, consolidate,"
            + " submit, generators, datasets, schema, check, replay, validate, report, card, runs, diff,"
            + " score, retry, clean, export, benchmark, generate-completion, help; see 'seedmill"
            + " help'",
        "plan --dataset=mine.yaml other.yaml | --dataset: found 'mine.yaml' beside 'other.yaml';"
            + " allowed: one dataset",
        "--nope | --nope: there is no such option; see 'seedmill help'",
        "help reports | found 'reports'; allowed: one of run, init, preview, plan, generate,"
            + " consolidate, submit, generators, datasets, schema, check, replay, validate, report,"
            + " card, runs, diff, score, retry, clean, export, benchmark, generate-completion, help"
            + " (did you mean 'report'?); see 'seedmill help'",
        "mine.yaml -o x | found 'mine.yaml', a dataset; allowed: a command before it, such as"
            + " 'seedmill run mine.yaml'; see 'seedmill help'",
        "quickstart | found 'quickstart', a dataset; allowed: a command before it, such as"
            + " 'seedmill run quickstart'; see 'seedmill help'",
        "-v | found '-v'; allowed: --version; see 'seedmill help'",
        "version | found 'version'; allowed: --version; see 'seedmill help'",
        "run --no-checkpoint | --no-checkpoint: there is no such option; allowed: to leave out"
            + " --checkpoint, or --checkpoint=false; see 'seedmill help run'",
        "run quickstart \u2014output=x | found '\u2014output=x', whose first character is a dash, but"
            + " not '-'; allowed: options such as --samples=1000",
        "run \u2013output=x | found '\u2013output=x', whose first character is a dash, but not '-';"
            + " allowed: options such as --samples=1000",
        "run @arguments | --dataset: found '@arguments', neither a file nor a built-in dataset;"
            + " allowed: one of quickstart, benchmark, code-samples, example-repos, inference-sweep,"
            + " pattern-detectors, reasoning, salary-postings, smart-money-flow, test-suites,"
            + " vision-tasks",
        "generators maze extra | found 'extra'; allowed: options such as --seed=42; see 'seedmill"
            + " help generators'",
        "replay | Missing required options: '--generator=<entry>', '--index=<n>'; see 'seedmill"
            + " help replay'",
        "replay --generator=maze --indx=3 | --indx: there is no such option (did you mean"
            + " '--index'?); see 'seedmill help replay'",
        "benchmark --rounds=0 | --rounds: found 0; allowed: a whole number of at least 5",
        "benchmark --frobnicate | --frobnicate: there is no such option; see 'seedmill help run'",
        "benchmark --columns=direct,spark | --columns: found 'spark'; allowed: one of loop, direct,"
            + " flink; see 'seedmill help benchmark'",
        "run quickstart -Xmx2g | found '-Xmx2g'; allowed: options such as --samples=1000, and those of"
            + " Java in the variable SEEDMILL_JAVA_OPTS; see 'seedmill help run'",
        "retry | --run-id: found nothing; allowed: a run in the output that has failed samples;"
            + " 'seedmill runs' lists runs",
        "run -n abc | -n: found 'abc'; allowed: a whole number; see 'seedmill help run'",
        "run -nabc | -n: found 'abc'; allowed: a whole number; see 'seedmill help run'",
        "run -n | -n: found no value behind it; allowed: <n>; see 'seedmill help run'",
        "run quickstart --output | --output: found no value behind it; allowed: <place>; see"
            + " 'seedmill help run'",
        "run --samples=1 -n 2 | --samples: found several times; allowed: once; see 'seedmill help"
            + " run'"
      })
  void argumentsThatFitNoCommandAreAnsweredInOneLine(String arguments, String expected) {
    CommandResult result = seedmill(arguments.split(" ", -1));
    assertThat(result.exitCode(), is(2));
    assertThat(result.out(), is(emptyString()));
    assertThat(result.errLines(), contains("seedmill: " + expected));
  }

  @Test
  void datasetsListsTheBuiltInOnesAndPrintsTheSpecOfOne() {
    assertThat(
        seedmill("datasets").outLines(),
        hasItems(startsWith("quickstart: A small dataset"), startsWith("salary-postings: Job")));
    CommandResult spec = seedmill("datasets", "salary-postings");
    assertThat(spec.exitCode(), is(0));
    assertThat(spec.outLines(), hasItem("name: salary-postings"));
    assertThat(
        seedmill("datasets", "quikstart").errLines(),
        contains(containsString("did you mean 'quickstart'?")));
  }

  @Test
  void aStackTraceIsShownToWhomAsksForIt() {
    CommandResult result = seedmill("generators", "mase", "--stacktrace");
    assertThat(result.exitCode(), is(2));
    assertThat(result.err(), containsString("\tat io.seedmill.pipeline.cli."));
  }
}
