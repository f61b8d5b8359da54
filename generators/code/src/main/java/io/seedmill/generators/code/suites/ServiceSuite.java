package io.seedmill.generators.code.suites;

import io.seedmill.generators.code.Language;
import io.seedmill.generators.code.family.Composer;
import io.seedmill.generators.code.family.Domain;
import io.seedmill.generators.code.family.Task;
import io.seedmill.generators.code.tree.Difficulty;
import io.seedmill.generators.code.tree.Program;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Makes tests of something larger around a program: a server, a store, a cache.
 *
 * <p>The code and its tests are frames. A mutant lacks one guard of the code's frame, or has a
 * mistake in the program that one of the cases shows.
 */
final class ServiceSuite implements Suites {

  private static final Map<String, List<Frame>> FRAMES = frames();
  private static final int MOST_GUARDS = 4;

  /** Names that the frames use themselves. */
  private static final Set<String> TAKEN =
      Set.of(
          "parse",
          "load",
          "save",
          "answer",
          "compute",
          "store",
          "input",
          "refusal",
          "start",
          "stop",
          "ask",
          "server",
          "folder",
          "port",
          "body",
          "data",
          "unknown",
          "status",
          "payload",
          "request",
          "result",
          "name",
          "n",
          "program",
          "path",
          "error",
          "number",
          "in",
          "url",
          "make_server",
          "read_body",
          "require_method",
          "key",
          "cache",
          "calls",
          "record",
          "journal",
          "entry",
          "entries",
          "find",
          "add",
          "run",
          "count",
          "total",
          "first",
          "get",
          "counting",
          "inputs",
          "arguments",
          "out",
          "args",
          "text_of",
          "known",
          "j",
          "c",
          "new_cache",
          "new_journal");

  private final String kind;

  ServiceSuite(String kind) {
    this.kind = kind;
  }

  private static Map<String, List<Frame>> frames() {
    Map<String, List<Frame>> frames = new HashMap<>(Frame.read("services.txt"));
    frames.putAll(Frame.read("modules.txt"));
    return frames;
  }

  @Override
  public Optional<Suite> make(
      Module module, UniformRandomProvider drawn, UniformRandomProvider worded) {
    List<Domain> domains = Composer.domains(module.task());
    if (!isSuitable(module, domains)) {
      return Optional.empty();
    }
    Optional<Cases> found = Cases.of(module, 1, drawn);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Cases cases = found.get();
    if (cases.examples().stream().filter(each -> !each.outcome().failed()).count() < 2
        || cases.examples().stream().anyMatch(ServiceSuite::isHardToQuote)) {
      return Optional.empty();
    }
    Map<String, Object> gaps = ServiceGaps.of(kind, module, domains, cases);
    Frame code = any(FRAMES.get(module.language().id() + " " + kind + "-code"), worded);
    String shape = code.name().substring(code.name().lastIndexOf(' ') + 1);
    gaps.put("routes", shape.equals("routes"));
    List<Frame> tests = new ArrayList<>(FRAMES.get(module.language().id() + " " + kind));
    List<Frame> own = tests.stream().filter(each -> each.name().endsWith(" " + shape)).toList();
    Frame test = any(own.isEmpty() ? tests : own, worded);
    String right = code(module, code, gaps, module.program(), "", worded);
    List<Suite.Mutant> lacking = new ArrayList<>();
    for (String guard : new LinkedHashSet<>(code.guards())) {
      if (guard.startsWith(kind + ": ")) {
        String wrong = code(module, code, gaps, module.program(), guard, worded);
        if (!wrong.equals(right)) {
          String change = guard.substring(kind.length() + 2);
          lacking.add(
              new Suite.Mutant(change + ", " + Mutants.change(right, wrong), wrong, List.of()));
        }
      }
    }
    List<Program> killed = new ArrayList<>();
    boolean withPrograms = kind.equals("end-to-end") || kind.equals("integration");
    if (withPrograms) {
      cases.mutants().stream()
          .filter(mutant -> !mutant.killing().isEmpty())
          .forEach(mutant -> killed.add(mutant.program()));
    }
    int tried = lacking.size() + (withPrograms ? cases.mutants().size() : 0);
    int all = lacking.size() + killed.size();
    List<Suite.Mutant> mutants = new ArrayList<>();
    int most = 1 + drawn.nextInt(2);
    while (killed.size() > most) {
      killed.remove(drawn.nextInt(killed.size()));
    }
    for (Program mutant : killed) {
      String wrong = code(module, code, gaps, mutant, "", worded);
      mutants.add(new Suite.Mutant(Mutants.change(right, wrong), wrong, List.of()));
    }
    while (lacking.size() > MOST_GUARDS - (withPrograms ? 1 : 0)) {
      lacking.remove(drawn.nextInt(lacking.size()));
    }
    mutants.addAll(lacking);
    if (mutants.size() < FEWEST_MUTANTS) {
      return Optional.empty();
    }
    int steps =
        cases.examples().stream().mapToInt(example -> example.outcome().steps()).max().orElse(0);
    gaps.put(Frame.LACKING, "");
    String text = Imports.in(module.language(), test.fill(gaps, worded), gaps);
    String file = (String) gaps.get("codefile");
    String testFile = (String) gaps.get("testfile");
    return Optional.of(
        new Suite(
            module.program().id(),
            module.name(),
            module.task().intention(),
            new Suite.Text(file, right),
            new Suite.Text(testFile, text),
            run(module.language(), testFile),
            mutants,
            List.of(),
            cases.examples().size(),
            tried,
            all,
            Difficulty.of(module.program(), steps)));
  }

  private static String code(
      Module module,
      Frame frame,
      Map<String, Object> gaps,
      Program program,
      String lacking,
      UniformRandomProvider random) {
    String code = module.printer().functions(program);
    if (module.language() == Language.GO) {
      code = code.replaceAll("(?m)^import \".*\n+|^import \\((?:\n\t.*)*\n\\)\n+", "");
    }
    gaps.put("code", code);
    gaps.put(Frame.LACKING, lacking);
    gaps.put("tracing", lacking.contains("stack trace"));
    return Imports.in(module.language(), frame.fill(gaps, random), gaps);
  }

  private static String run(Language language, String testFile) {
    return switch (language) {
      case PYTHON -> "python3 -m pytest " + testFile;
      case GO -> "go test ./...";
      default -> "node --test " + testFile;
    };
  }

  private boolean isSuitable(Module module, List<Domain> domains) {
    Type result = module.program().main().result();
    boolean taken =
        module.program().main().parameters().stream().anyMatch(each -> TAKEN.contains(each.name()))
            || module.program().functions().stream().anyMatch(each -> TAKEN.contains(each.name()));
    boolean fits =
        kind.equals("performance")
            ? result == Type.INT && !module.program().main().fails()
            : !(result instanceof Type.ListOf);
    return !taken
        && fits
        && domains.stream()
            .allMatch(
                domain ->
                    switch (domain.kind()) {
                      case "number", "given", "numbers", "text", "commands", "words" -> true;
                      default -> false;
                    });
  }

  private static boolean isHardToQuote(Task.Example example) {
    String all = example.inputs() + " " + example.outcome().value() + example.outcome().error();
    return all.chars().anyMatch(c -> "'\"\\<>&`%".indexOf(c) >= 0);
  }

  private static <T> T any(List<T> all, UniformRandomProvider random) {
    return all.get(random.nextInt(all.size()));
  }
}
