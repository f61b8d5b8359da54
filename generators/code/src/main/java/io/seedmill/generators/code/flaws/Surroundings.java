package io.seedmill.generators.code.flaws;

import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.code.Language;
import io.seedmill.generators.code.family.Composer;
import io.seedmill.generators.code.print.Printer;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Program;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Pattern;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Sound code that stands around flaws: a series of small programs of the program generator.
 *
 * <p>To draw a program takes longer than the rest of a sample, so there are {@value #PROGRAMS},
 * each drawn from its own number when a sample first needs it, and kept. What a sample gets depends
 * on its own randomness only.
 */
final class Surroundings {

  /** The number of programs. */
  static final int PROGRAMS = 4096;

  private static final SampleSeeds SEEDS = SampleSeeds.of(0, "surroundings of flaws");
  private static final Pattern TOP_LEVEL = // what a file in C or C++ has besides the program
      Pattern.compile("(?m)^(?! )[\\w:<> ]+?[ *]+(\\w+)\\(|^\\} (\\w+);");
  private static final Pattern IN_GO = Pattern.compile("(?m)^(?:func|type) (\\w+)");

  // Values of a pure function of language and number, so it does not matter who writes one first.
  private static final Map<Language, AtomicReferenceArray<Code>> KEPT = empty();

  private final Language language;
  private final Printer printer;
  private final Composer composer = new Composer();

  /** Creates what draws programs in a language, for one thread. */
  Surroundings(Language language) {
    this.language = language;
    this.printer = language.printer();
  }

  private static Map<Language, AtomicReferenceArray<Code>> empty() {
    Map<Language, AtomicReferenceArray<Code>> kept = new EnumMap<>(Language.class);
    for (Language each : Language.ofFiles()) {
      kept.put(each, new AtomicReferenceArray<>(PROGRAMS));
    }
    return kept;
  }

  /**
   * A program in a language.
   *
   * @param text its functions
   * @param names what it calls its functions and types
   * @param imports what it imports, one line for each thing
   */
  record Code(String text, List<String> names, List<String> imports) {

    boolean hasNameOf(Set<String> others) {
      return names.stream().anyMatch(others::contains);
    }
  }

  /** Draws a program. */
  Code draw(UniformRandomProvider random) {
    AtomicReferenceArray<Code> kept = KEPT.get(language);
    int number = random.nextInt(PROGRAMS);
    Code code = kept.get(number);
    if (code == null) {
      code = make(number);
      kept.set(number, code);
    }
    return code;
  }

  private Code make(int number) {
    UniformRandomProvider random = SEEDS.randomOf(number);
    Program program = composer.draw(random).program();
    while (program.record().isPresent()) { // several files would have records of one name
      program = composer.draw(random).program();
    }
    String text = printer.functions(program);
    Set<String> imports = new TreeSet<>();
    String body = text.substring(Imports.of(language).divide(text, imports));
    Set<String> names = new TreeSet<>();
    if (language == Language.JAVA) { // its printer leaves them out
      Imports.of(language).scan(body, new HashSet<>(), imports);
    }
    for (Function function : program.functions()) {
      names.add(printer.nameOf(function));
    }
    Pattern more = language == Language.GO ? IN_GO : TOP_LEVEL;
    if (language == Language.GO || language == Language.C || language == Language.CPP) {
      more.matcher(body)
          .results()
          .forEach(found -> names.add(found.group(1) != null ? found.group(1) : found.group(2)));
    }
    return new Code(body, List.copyOf(names), List.copyOf(imports));
  }
}
