package io.seedmill.generators.code.family;

import io.seedmill.generators.code.print.EveryLanguage;
import io.seedmill.generators.code.run.Interpreter;
import io.seedmill.generators.code.run.Outcome;
import io.seedmill.generators.code.run.RejectedException;
import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Program;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;

/** Draws tasks: combines families, fills their gaps, and runs the programs on inputs. */
public final class Composer {

  static final FamilyFile FILE =
      FamilyFile.read(
          "pieces.txt",
          "lists.txt",
          "stages.txt",
          "texts.txt",
          "words.txt",
          "records.txt",
          "numbers.txt",
          "pairs.txt",
          "tables.txt",
          "grids.txt",
          "graphs.txt",
          "machines.txt");
  private static final Pattern GAP =
      Pattern.compile("\\{(\\w+)\\.(\\w+)(?::((?:[^{}]|\\{it\\})*))?\\}");
  private static final int EXAMPLES = 4;
  private static final int DRAWS = 16;
  private static final int ATTEMPTS = 40;

  private static final Type NUMBERS = new Type.ListOf(Type.INT);

  /** Names for the first parameter of a main function. */
  private static final Map<Type, List<String>> NAMES =
      Map.of(
          NUMBERS,
          List.of("values", "numbers", "items"),
          new Type.ListOf(NUMBERS),
          List.of("grid", "matrix", "rows"),
          Type.TEXT,
          List.of("text", "line", "message"),
          new Type.ListOf(Type.TEXT),
          List.of("words", "terms", "items"),
          Type.INT,
          List.of("n", "number", "start"));

  private final Map<Type, List<Family>> stages = new HashMap<>();
  private final Map<String, List<Piece>> pieces = new HashMap<>();

  /** Creates a composer over all families. */
  public Composer() {
    for (Family family : FILE.families) {
      if (family.isStage()) {
        stages.computeIfAbsent(family.result(), type -> new ArrayList<>()).add(family);
      }
    }
    for (Piece piece : FILE.pieces) {
      pieces.computeIfAbsent(piece.kind(), kind -> new ArrayList<>()).add(piece);
    }
  }

  /** Returns the ids of all families. */
  public static List<String> families() {
    return FILE.families.stream().map(Family::name).toList();
  }

  /** Draws a task. Every family is equally likely to be the last step. */
  public Task draw(UniformRandomProvider random) {
    while (true) {
      Family end = any(FILE.families, random);
      for (int i = 0; i < ATTEMPTS; i++) {
        Optional<Task> drawn = attempt(end, random);
        if (drawn.isPresent()) {
          return drawn.get();
        }
      }
    }
  }

  /** Returns families, each of which takes what the next one in the list makes. */
  private List<Family> chain(Family end, UniformRandomProvider random) {
    List<Family> chain = new ArrayList<>();
    chain.add(end);
    int more = random.nextInt(10);
    for (int i = 0; i < (more < 4 ? 0 : more < 8 ? 1 : 2); i++) {
      Family last = chain.get(chain.size() - 1);
      List<Family> fitting =
          new ArrayList<>(stages.getOrDefault(last.parameterTypes().get(0), List.of()));
      Set<String> used = chain.stream().map(Family::name).collect(Collectors.toSet());
      fitting.removeIf(family -> used.contains(family.name()));
      if (!last.takesAny() || fitting.isEmpty()) {
        break;
      }
      chain.add(any(fitting, random));
    }
    return chain;
  }

  /** Draws a task whose last step is a family, or nothing if the program will not do. */
  Optional<Task> attempt(Family end, UniformRandomProvider random) {
    List<Family> chain = chain(end, random);
    List<Function> functions = new ArrayList<>();
    List<String> said = new ArrayList<>();
    List<Function> links = new ArrayList<>();
    List<String> ways = new ArrayList<>();
    List<Task.Link> filled = new ArrayList<>();
    for (Family family : chain) {
      Map<String, Filling> gaps = new LinkedHashMap<>();
      for (Map.Entry<String, String> gap : family.gaps().entrySet()) {
        Piece piece = any(pieces.get(gap.getValue()), random);
        // Two pieces of one name would need two functions of one name.
        if (isNamed(piece.name(), functions) || isNamed(piece.name(), links)) {
          return Optional.empty();
        }
        ways.add(piece.name());
        gaps.put(gap.getKey(), Filling.draw(piece, random.nextInt(3) == 0, random));
      }
      Map<String, Long> constants = new LinkedHashMap<>();
      family
          .constants()
          .forEach(
              (name, range) ->
                  constants.put(name, range[0] + random.nextLong(range[1] - range[0] + 1)));
      String phrase = said.isEmpty() ? any(family.phrases(), random) : family.does();
      said.add(say(phrase, gaps, constants, random));
      String name = say(any(family.names(), random), gaps, constants, random);
      Function link =
          new Elaboration(random, gaps, family.synonyms(), constants, functions, ways)
              .function(any(family.bodies(), random), name);
      if (isNamed(name, functions) || isNamed(name, links)) {
        return Optional.empty();
      }
      links.add(link);
      filled.add(new Task.Link(family, gaps, constants));
    }
    List<Expr.Variable> given = given(chain, links, random);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    if (!join(chain, links, functions, given, random)) {
      return Optional.empty();
    }
    Program program = new Program(functions);
    if (!EveryLanguage.has(program)) {
      return Optional.empty();
    }
    List<Task.Example> examples = examples(program, chain, random);
    if (examples.size() < EXAMPLES) {
      return Optional.empty();
    }
    return Optional.of(
        new Task(
            chain.stream().map(Family::name).toList(),
            intention(said, given),
            program,
            examples,
            ways,
            filled));
  }

  /**
   * Returns another program that does the work of a task in other steps, or nothing if the draw
   * came to the same steps.
   */
  public Optional<Program> another(Task task, UniformRandomProvider random) {
    List<Family> chain = new ArrayList<>();
    List<Function> functions = new ArrayList<>();
    List<Function> links = new ArrayList<>();
    List<String> ways = new ArrayList<>();
    List<Function> own = task.program().functions();
    int last = own.size() - (task.links().size() > 1 ? 2 : 1);
    for (int i = 0; i < task.links().size(); i++) {
      Task.Link link = task.links().get(i);
      chain.add(link.family());
      links.add(
          new Elaboration(
                  random, link.gaps(), link.family().synonyms(), link.constants(), functions, ways)
              .function(any(link.family().bodies(), random), own.get(last - i).name()));
    }
    boolean isOther = ways.stream().anyMatch(way -> !task.ways().contains(way));
    List<Expr.Variable> given = given(chain, links, random);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    if (!isOther || !join(chain, links, functions, given, random)) {
      return Optional.empty();
    }
    return Optional.of(new Program(functions)).filter(EveryLanguage::has);
  }

  /** Returns what the inputs of a task's program are drawn from. */
  public static List<Domain> domains(Task task) {
    List<Domain> domains = new ArrayList<>(task.links().get(0).family().domains());
    Family first = task.links().get(task.links().size() - 1).family();
    domains.set(0, first.domains().get(0));
    return domains;
  }

  /** Draws inputs for a task's program, which may refuse them. */
  public static List<Object> inputs(Task task, UniformRandomProvider random) {
    return Inputs.draw(domains(task), random);
  }

  /** Draws inputs for a task's program at an edge of what it takes. */
  public static List<Object> inputs(Task task, Domain.Edge edge, UniformRandomProvider random) {
    return Inputs.draw(
        domains(task).stream().map(domain -> domain.at(edge, random)).toList(), random);
  }

  /** Returns the parameters of the main function; none if no name is left for the first. */
  private static List<Expr.Variable> given(
      List<Family> chain, List<Function> links, UniformRandomProvider random) {
    List<Expr.Variable> given = new ArrayList<>(links.get(0).parameters());
    if (links.size() > 1) {
      Type type = chain.get(chain.size() - 1).parameterTypes().get(0);
      String own = links.get(links.size() - 1).parameters().get(0).name();
      List<String> names = new ArrayList<>(NAMES.getOrDefault(type, List.of(own)));
      given.forEach(parameter -> names.remove(parameter.name()));
      if (names.isEmpty()) {
        return List.of();
      }
      given.set(0, new Expr.Variable(any(names, random), type));
    }
    return given;
  }

  /** Adds the functions of the links, and a main function where there are several. */
  private static boolean join(
      List<Family> chain,
      List<Function> links,
      List<Function> functions,
      List<Expr.Variable> given,
      UniformRandomProvider random) {
    for (int i = links.size() - 1; i >= 0; i--) {
      functions.add(links.get(i));
    }
    Function end = links.get(0);
    if (links.size() == 1) {
      return true;
    }
    List<Stmt> body = new ArrayList<>();
    Expr value = given.get(0);
    boolean nested = links.size() == 2 && random.nextBoolean();
    for (int i = links.size() - 1; i >= 0; i--) {
      Function link = links.get(i);
      List<Expr> arguments = new ArrayList<>();
      arguments.add(value);
      Expr call = new Expr.Call(link.name(), arguments, link.result());
      if (i == 0) {
        arguments.addAll(given.subList(1, given.size()));
        body.add(new Stmt.Return(call));
      } else if (nested) {
        value = call;
      } else {
        List<String> names = new ArrayList<>(chain.get(i).gives());
        names.removeIf(name -> isTaken(name, functions, given) || isDeclared(name, body));
        if (names.isEmpty()) {
          return false;
        }
        String name = any(names, random);
        body.add(new Stmt.Let(name, link.result(), call, false));
        value = new Expr.Variable(name, link.result());
      }
    }
    functions.add(new Function("solve", given, end.result(), end.fails(), body));
    return true;
  }

  private static boolean isNamed(String name, List<Function> functions) {
    return functions.stream().anyMatch(known -> known.name().equals(name));
  }

  private static boolean isDeclared(String name, List<Stmt> body) {
    return body.stream()
        .anyMatch(statement -> statement instanceof Stmt.Let let && let.name().equals(name));
  }

  private static boolean isTaken(
      String name, List<Function> functions, List<Expr.Variable> parameters) {
    return isNamed(name, functions)
        || parameters.stream().anyMatch(known -> known.name().equals(name));
  }

  private String say(
      String phrase,
      Map<String, Filling> gaps,
      Map<String, Long> constants,
      UniformRandomProvider random) {
    if (phrase.indexOf('{') < 0) {
      return phrase;
    }
    StringBuilder said = new StringBuilder();
    Matcher gap = GAP.matcher(phrase);
    while (gap.find()) {
      if (!gaps.containsKey(gap.group(1))) {
        gap.appendReplacement(said, Matcher.quoteReplacement(gap.group()));
        continue;
      }
      String words =
          gaps.get(gap.group(1))
              .words(gap.group(2), random)
              .orElseThrow(() -> new IllegalStateException("no words for " + gap.group()));
      if (gap.group(3) != null) {
        words = words.replace("{x}", gap.group(3)).replace("{them}", gap.group(3));
      }
      gap.appendReplacement(said, Matcher.quoteReplacement(words));
    }
    gap.appendTail(said);
    String filled = said.toString();
    for (Map.Entry<String, Long> constant : constants.entrySet()) {
      filled =
          filled
              .replace("{" + constant.getKey() + "}", constant.getValue().toString())
              .replace("{" + constant.getKey() + ".th}", ordinal(constant.getValue()));
    }
    return filled;
  }

  /** Returns what the main function does, as a phrase that begins with a verb. */
  private static String intention(List<String> said, List<Expr.Variable> given) {
    // A phrase that ends in a comma goes on within another one.
    String last = said.get(0).endsWith(",") ? said.get(0).replaceFirst(",$", "") : said.get(0);
    for (int i = 1; i < given.size(); i++) {
      last = last.replace("{" + (i + 1) + "}", "`" + given.get(i).name() + "`");
    }
    String first = "`" + given.get(0).name() + "`";
    if (said.size() == 1) {
      return "returns " + last.replace("{it}", first);
    }
    StringBuilder steps = new StringBuilder("takes " + first);
    for (int i = said.size() - 1; i > 0; i--) {
      steps.append(", ").append(said.get(i));
    }
    return steps + ", and returns " + last.replace("{it}", "the result");
  }

  private static String ordinal(long number) {
    List<String> words = List.of("first", "second", "third", "fourth", "fifth");
    return 0 < number && number <= words.size() ? words.get((int) number - 1) : number + "th";
  }

  private static List<Task.Example> examples(
      Program program, List<Family> chain, UniformRandomProvider random) {
    List<Domain> domains = new ArrayList<>(chain.get(0).domains());
    domains.set(0, chain.get(chain.size() - 1).domains().get(0));
    Interpreter interpreter = new Interpreter(program);
    List<Task.Example> examples = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < DRAWS && examples.size() < EXAMPLES; i++) {
      List<Object> inputs = Inputs.draw(domains, random);
      try {
        Outcome outcome = interpreter.run(inputs);
        Object value = outcome.failed() ? outcome.error() : outcome.value();
        // Inputs that come to the same say little.
        if (values.contains(value)
            && (values.indexOf(value) != values.lastIndexOf(value) || i < DRAWS / 3)) {
          continue;
        }
        values.add(value);
        examples.add(new Task.Example(inputs, outcome));
      } catch (RejectedException e) {
        // Other inputs may do.
      }
    }
    return examples;
  }

  private static <T> T any(List<T> all, UniformRandomProvider random) {
    return all.get(random.nextInt(all.size()));
  }
}
