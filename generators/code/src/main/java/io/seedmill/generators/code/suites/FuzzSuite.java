package io.seedmill.generators.code.suites;

import io.seedmill.generators.code.Language;
import io.seedmill.generators.code.family.Composer;
import io.seedmill.generators.code.family.Domain;
import io.seedmill.generators.code.family.Task;
import io.seedmill.generators.code.print.EveryLanguage;
import io.seedmill.generators.code.run.Interpreter;
import io.seedmill.generators.code.run.Mutation;
import io.seedmill.generators.code.run.Outcome;
import io.seedmill.generators.code.run.RejectedException;
import io.seedmill.generators.code.tree.Difficulty;
import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Program;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Makes tests that draw their inputs. They compare the module with another way to do its work, and
 * check laws that its results keep.
 *
 * <p>The inputs of each round are known here, since the test's source of numbers is. So the
 * interpreter has seen that the module passes, and which mutants do not.
 */
final class FuzzSuite implements Suites {

  private static final Map<String, List<Frame>> FRAMES = Frame.read("fuzz.txt");
  private static final int MOST_MUTANTS = 12;
  private static final int DRAWS = 6;
  private static final Pattern INCLUDE = Pattern.compile("(?m)^#include (<.*>)$");

  /** Names that the frames declare beside the parameters. */
  private static final List<String> TAKEN =
      List.of(
          "state",
          "round",
          "seed",
          "seeds",
          "rng",
          "random",
          "sequence",
          "below",
          "result",
          "s",
          "actual",
          "expected",
          "wanted",
          "got",
          "want",
          "t",
          "f",
          "i",
          "again",
          "failures");

  private final Composer composer = new Composer();

  @Override
  public Optional<Suite> make(
      Module module, UniformRandomProvider random, UniformRandomProvider worded) {
    List<Domain> domains = Composer.domains(module.task());
    List<Expr.Variable> parameters = module.program().main().parameters();
    if (module.program().main().fails()
        || domains.stream().anyMatch(domain -> !Sequence.has(domain, module.language()))
        || parameters.stream().anyMatch(parameter -> TAKEN.contains(parameter.name()))) {
      return Optional.empty();
    }
    List<Frame> frames = FRAMES.get(module.language().id() + " fuzz");
    Frame frame = frames.get(worded.nextInt(frames.size()));
    boolean several = frame.name().endsWith(" seeds");
    List<Integer> seeds = new ArrayList<>();
    for (int i = several ? 3 + random.nextInt(2) : 1; i > 0; i--) {
      seeds.add(2 * random.nextInt(500, 5_000) + 1);
    }
    int count = several ? 40 + 10 * random.nextInt(3) : 100 + 50 * random.nextInt(3);
    Optional<List<Task.Example>> taken = rounds(module, domains, seeds, count);
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    List<Task.Example> rounds = taken.get();
    Optional<Program> other = other(module, rounds, random);
    if (other.isEmpty() || (module.language() == Language.C && !isAlike(module, other.get()))) {
      return Optional.empty();
    }
    List<Property> properties = properties(module, domains, rounds, random);
    boolean goesOn = several || !properties.isEmpty();
    int tried = 0;
    List<Program> killed = new ArrayList<>();
    for (int place = 0; tried < MOST_MUTANTS; place++) {
      Optional<Program> mutant = Mutation.of(module.program(), place);
      if (mutant.isEmpty()) {
        break;
      }
      Optional<Boolean> kills =
          EveryLanguage.has(mutant.get())
              ? kills(mutant.get(), rounds, goesOn, properties.contains(Property.IDEMPOTENT))
              : Optional.empty();
      tried += kills.isPresent() ? 1 : 0;
      if (kills.orElse(false)) {
        killed.add(mutant.get());
      }
    }
    if (killed.size() < FEWEST_MUTANTS) {
      return Optional.empty();
    }
    Map<String, Object> gaps = gaps(module, domains, other.get(), random);
    gaps.put("seed", seeds.get(0));
    gaps.put("seeds", seeds.stream().map(Object::toString).collect(Collectors.joining(", ")));
    gaps.put("rounds", count);
    fill(properties, gaps);
    String right = module.code(module.program());
    List<Suite.Mutant> mutants = new ArrayList<>();
    for (Program mutant : Suites.some(killed, random)) {
      String wrong = module.code(mutant);
      mutants.add(new Suite.Mutant(Mutants.change(right, wrong), wrong, List.of()));
    }
    int steps = rounds.stream().mapToInt(round -> round.outcome().steps()).max().orElse(0);
    return Optional.of(
        new Suite(
            module.program().id(),
            module.name(),
            module.task().intention(),
            new Suite.Text(module.file(), right),
            new Suite.Text(
                module.testFile(), Imports.in(module.language(), frame.fill(gaps, worded), gaps)),
            module.run(),
            mutants,
            List.of(),
            rounds.size(),
            tried,
            killed.size(),
            Difficulty.of(module.program(), steps)));
  }

  /** Returns the inputs of all rounds with their results, if the program takes them all. */
  private static Optional<List<Task.Example>> rounds(
      Module module, List<Domain> domains, List<Integer> seeds, int count) {
    Interpreter interpreter = new Interpreter(module.program());
    List<Task.Example> rounds = new ArrayList<>();
    try {
      for (int seed : seeds) {
        Sequence sequence = Sequence.of(module.language(), seed);
        for (int i = 0; i < count; i++) {
          List<Object> inputs = new ArrayList<>();
          for (Domain domain : domains) {
            inputs.add(sequence.draw(domain));
          }
          rounds.add(new Task.Example(inputs, interpreter.run(inputs)));
        }
      }
    } catch (RejectedException e) {
      return Optional.empty();
    }
    return Optional.of(rounds);
  }

  /** Draws another way to do the work of a module, which comes to the same in all rounds. */
  private Optional<Program> other(
      Module module, List<Task.Example> rounds, UniformRandomProvider random) {
    for (int i = 0; i < DRAWS; i++) {
      Optional<Program> other = composer.another(module.task(), random);
      if (other.isPresent()) {
        Optional<Boolean> differs = kills(other.get(), rounds, true, false);
        return other
            .filter(same -> differs.isPresent() && !differs.get())
            .map(
                same ->
                    same.main().name().equals("solve") ? Module.named(same, module.snake()) : same);
      }
    }
    return Optional.empty();
  }

  /**
   * Tells whether a program differs in some round, if it does what all languages do in the rounds
   * that the tests run.
   *
   * @param goesOn whether tests go on after a round that differs
   * @param again whether tests hand results to the program
   */
  private static Optional<Boolean> kills(
      Program program, List<Task.Example> rounds, boolean goesOn, boolean again) {
    Interpreter interpreter = new Interpreter(program);
    boolean kills = false;
    try {
      for (Task.Example round : rounds) {
        Outcome outcome = interpreter.run(round.inputs());
        kills |= !Mutants.isSame(outcome, round.outcome());
        if (kills && !goesOn) {
          break;
        } else if (again) {
          interpreter.run(List.of(outcome.value()));
        }
      }
    } catch (RejectedException e) {
      return Optional.empty();
    }
    return Optional.of(kills);
  }

  /** Draws up to two of the laws that a module keeps. */
  private static List<Property> properties(
      Module module,
      List<Domain> domains,
      List<Task.Example> rounds,
      UniformRandomProvider random) {
    List<Property> taken = new ArrayList<>();
    for (Property property : Property.of(module, domains, rounds)) {
      if (taken.size() < 2 && random.nextInt(3) > 0) {
        taken.add(property);
      }
    }
    return taken;
  }

  private static void fill(List<Property> taken, Map<String, Object> gaps) {
    List<Map<String, Object>> properties = new ArrayList<>();
    boolean truth = false;
    for (Property property : taken) {
      Map<String, Object> one = new HashMap<>();
      String snake = CaseNames.snake(property.title());
      one.put(property.flag(), true);
      one.put("propertytitle", property.title());
      one.put("propertyname", snake);
      one.put("Propertyname", CaseNames.camel(snake));
      one.put("Property", CaseNames.pascal(snake));
      properties.add(one);
      truth |=
          property == Property.BOUNDED
              || property == Property.SUBSET
              || property == Property.NATURAL;
    }
    gaps.put("properties", properties);
    gaps.put("propertytrue", truth);
  }

  private static Map<String, Object> gaps(
      Module module, List<Domain> domains, Program other, UniformRandomProvider random) {
    Map<String, Object> gaps = UnitSuite.common(module);
    List<Expr.Variable> parameters = module.program().main().parameters();
    List<Map<String, Object>> inputs = new ArrayList<>();
    List<String> names = List.of(gaps.get("params").toString().split(", ", -1));
    for (int i = 0; i < domains.size(); i++) {
      inputs.add(input(module, domains.get(i), names.get(i), parameters.get(i)));
    }
    gaps.put("inputs", inputs);
    gaps.put("haswords", domains.stream().anyMatch(domain -> domain.kind().equals("words")));
    gaps.put("hasnumbers", domains.stream().anyMatch(domain -> !isText(domain)));
    gaps.put("wordcount", Sequence.WORDS.size());
    gaps.put(
        "wordlist",
        Sequence.WORDS.stream().map(word -> '"' + word + '"').collect(Collectors.joining(", ")));
    gaps.put("first", names.get(0));
    String rest = String.join(", ", names.subList(1, names.size()));
    boolean python = module.language() == Language.PYTHON;
    boolean text = parameters.get(0).type() == Type.TEXT;
    String reversed =
        python
            ? names.get(0) + "[::-1]"
            : text
                ? "[..." + names.get(0) + "].reverse().join(\"\")"
                : "[..." + names.get(0) + "].reverse()";
    gaps.put("reversedparams", reversed + (rest.isEmpty() ? "" : ", " + rest));
    gaps.put("length", text ? "length()" : "size()");
    gaps.put("resultlength", module.program().main().result() == Type.TEXT ? "length()" : "size()");
    gaps.put("shown", names.size() == 1 ? names.get(0) : "(" + String.join(", ", names) + ")");
    gaps.put("shownjs", names.size() == 1 ? names.get(0) : "[" + String.join(", ", names) + "]");
    gaps.put("shownjava", String.join(" + \", \" + ", names));
    gaps.put(
        "borrowed",
        parameters.stream()
            .map(each -> (each.type() == Type.INT ? "" : "&") + each.name())
            .collect(Collectors.joining(", ")));
    gaps.put(
        "verbs",
        names.stream()
            .map(name -> text && name.equals(names.get(0)) ? "%q" : "%v")
            .collect(Collectors.joining(", ")));
    Type result = module.program().main().result();
    gaps.put("differs", differs(result, "want"));
    gaps.put("againdiffers", differs(result, "got").replaceFirst("got", "again"));
    reference(module, other, gaps, random);
    return gaps;
  }

  private static boolean isText(Domain domain) {
    return switch (domain.kind()) {
      case "text", "commands", "words" -> true;
      default -> false;
    };
  }

  private static String differs(Type result, String want) {
    return result instanceof Type.ListOf
        ? "fmt.Sprint(got) != fmt.Sprint(" + want + ")"
        : "got != " + want;
  }

  private static Map<String, Object> input(
      Module module, Domain domain, String name, Expr.Variable parameter) {
    Map<String, Object> gaps = new HashMap<>();
    String flag =
        switch (domain.kind()) {
          case "given" -> "number";
          case "commands" -> "text";
          default -> domain.kind();
        };
    gaps.put(flag, true);
    // Flags of the result's type must not be taken for those of the input.
    for (String each :
        List.of("number", "numbers", "sorted", "rising", "text", "words", "grid", "square")) {
      gaps.putIfAbsent(each, false);
    }
    gaps.put("param", name);
    gaps.put("Param", CaseNames.pascal(name));
    gaps.put("low", domain.least());
    gaps.put("high", domain.most());
    gaps.put("span", domain.most() - domain.least() + 1);
    gaps.put("lowplus", domain.least() == 0 ? "" : domain.least() + " + ");
    gaps.put("min", domain.shortest());
    gaps.put("max", domain.longest());
    gaps.put("sizes", domain.longest() - domain.shortest() + 1);
    gaps.put("minplus", domain.shortest() == 0 ? "" : domain.shortest() + " + ");
    gaps.put("letters", domain.letters());
    gaps.put("lettercount", domain.letters().length());
    gaps.put("most", domain.longest() + (isText(domain) ? 1 : 0));
    gaps.put("type", module.type(parameter.type()));
    gaps.put("owned", parameter.type() == Type.TEXT ? "String" : module.type(parameter.type()));
    return gaps;
  }

  /** Fills the gaps of the other way: its code, under names of its own, and what it imports. */
  private static void reference(
      Module module, Program other, Map<String, Object> gaps, UniformRandomProvider random) {
    String prefix = List.of("reference", "expected", "slow", "simple").get(random.nextInt(4));
    if (prefix.equals("slow")) {
      prefix = "plain";
    }
    String code = module.printer().functions(other);
    int start = module.printer().start();
    String head = code.substring(0, start);
    String own = module.renamed(code.substring(start), other, prefix);
    String name = module.renamed(module.printer().nameOf(other.main()), other, prefix);
    String right = module.code(module.program());
    StringBuilder needed = new StringBuilder();
    StringBuilder imports = new StringBuilder();
    for (String block : head.split("\n\n", -1)) {
      String bare = block.strip();
      if (bare.startsWith("#include")
          || bare.startsWith("use ")
          || bare.startsWith("import")
          || bare.startsWith("from ")) {
        imports.append(bare).append('\n');
      } else if (!bare.isEmpty() && !right.contains(bare)) {
        needed.append(bare).append("\n\n");
      }
    }
    if (module.language() == Language.C || module.language() == Language.CPP) {
      imports.setLength(0);
      INCLUDE.matcher(head).results().forEach(found -> imports.append(found.group(1)).append('\n'));
    }
    if (module.language() == Language.C) {
      own = own.replaceAll("(?m)^(?!static )(\\w[\\w *]*\\b" + name + "\\()", "static $1");
    }
    boolean scanned = module.language() != Language.PYTHON && module.language() != Language.RUST;
    gaps.put("imports", scanned ? Imports.PLACE : imports.toString().strip());
    gaps.put("included", imports.toString().lines().toList());
    gaps.put("reference", (needed + own).strip());
    if (module.language() == Language.JAVA) {
      gaps.put("reference", own.replaceAll("(?m)^static ", "private static ").strip());
    }
    gaps.put("reference_name", name);
    gaps.put("Reference_name", CaseNames.pascal(prefix + "_" + module.snake()));
    if (module.language() == Language.C) {
      String call = arguments(module, module.program());
      String otherCall = arguments(module, other);
      String a = module.name() + "(" + call + ")";
      String b = name + "(" + otherCall + ")";
      boolean same = gaps.get("list").equals(true) || gaps.get("heaptext").equals(true);
      gaps.put(
          "agrees",
          same
              ? "same(" + a + ", " + b + ")"
              : gaps.get("text").equals(true)
                  ? "strcmp(" + a + ", " + b + ") == 0"
                  : a + " == " + b);
    }
  }

  /** Tells whether two programs in C are called and compared in ways that the frames know. */
  private static boolean isAlike(Module module, Program other) {
    Type result = module.program().main().result();
    boolean grid = result instanceof Type.ListOf list && list.element() instanceof Type.ListOf;
    List<Object> inputs = module.task().examples().get(0).inputs();
    boolean mixed =
        result == Type.TEXT
            && UnitSuite.isFreed(module, module.program()) != UnitSuite.isFreed(module, other);
    return !grid
        && !mixed
        && module.printer().arguments(module.program(), inputs).size()
            == module.printer().arguments(other, inputs).size();
  }

  /** Returns variables as arguments in C, where a list may come with its length. */
  private static String arguments(Module module, Program program) {
    List<Object> inputs = module.task().examples().get(0).inputs();
    List<Expr.Variable> parameters = program.main().parameters();
    List<Expr.Variable> own = module.program().main().parameters();
    int more = module.printer().arguments(program, inputs).size() - inputs.size();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      names.add(own.get(i).name());
      if (parameters.get(i).type() instanceof Type.ListOf && more-- > 0) {
        names.add(own.get(i).name() + "_count");
      }
    }
    return String.join(", ", names);
  }
}
