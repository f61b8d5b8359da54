package io.seedmill.generators.code;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Compiles and runs programs in Go, all in one package, asks vet about them, and formats them: they
 * print what the interpreter says, vet says nothing, and gofmt leaves them as they are.
 */
class GoProgramsRunTest extends ProgramRuns {

  GoProgramsRunTest() {
    super(250);
  }

  private static final Pattern FUNCTION = Pattern.compile("(?m)^func (\\w+)\\(");
  private static final Pattern TYPE = Pattern.compile("(?m)^type (\\w+) struct");
  private static final Pattern IMPORT = Pattern.compile("(?m)^(?:import |\\t)\"(\\w+)\"$");
  private static final Pattern IMPORTS = Pattern.compile("\\Aimport (?:\\([^)]*\\)|.*)\\n+");

  private static final String SHOW =
      """
      func show(v any, err error) {
        if err != nil {
          fmt.Println("error", err)
          return
        }
        switch v := v.(type) {
        case rune:
          fmt.Println(string(v))
        case []rune:
          fmt.Println("[" + strings.Join(strings.Split(string(v), ""), ", ") + "]")
        case []string:
          fmt.Println("[" + strings.Join(v, ", ") + "]")
        case []int, []bool, [][]int:
          fmt.Println(strings.ReplaceAll(fmt.Sprint(v), " ", ", "))
        default:
          fmt.Println(v)
        }
      }
      """;

  @Test
  void go() throws Exception {
    assumeTrue(Tools.isThere("go"), "go is not on the PATH");
    Set<String> imports = new TreeSet<>(Set.of("fmt", "strings"));
    StringBuilder main = new StringBuilder("func main() {\n");
    draw(
        Language.GO,
        (code, calls, fails) -> {
          IMPORT.matcher(code).results().forEach(found -> imports.add(found.group(1)));
          List<String> names = new ArrayList<>();
          FUNCTION.matcher(code).results().forEach(found -> names.add(found.group(1)));
          List<String> types = new ArrayList<>();
          TYPE.matcher(code).results().forEach(found -> types.add(found.group(1)));
          String called = "(?<![.\\w])(" + String.join("|", names) + ")(?=\\()";
          String typed = "(?<![.\\w])(" + String.join("|", types) + ")\\b";
          Pattern own = Pattern.compile(types.isEmpty() ? called : called + "|" + typed);
          String prefix = "p" + programs + (types.isEmpty() ? "_$1" : "_$1$2");
          Matcher body = own.matcher(IMPORTS.matcher(code).replaceFirst(""));
          source.append(body.replaceAll(prefix)).append('\n');
          for (String call : calls) {
            String prefixed = own.matcher(call).replaceAll(prefix);
            main.append("show(").append(prefixed).append(fails ? ")\n" : ", nil)\n");
          }
        });
    StringBuilder head = new StringBuilder("package main\n\n");
    imports.forEach(name -> head.append("import \"").append(name).append("\"\n"));
    source.insert(0, head).append(SHOW).append(main).append("}\n");
    String file = write("main.go", source);
    String program = folder.resolve("programs").toString();
    assertThat("vet", run("go", "vet", file), is(List.of()));
    assertThat(run("go", "build", "-o", program, file), is(List.of()));
    compare(run(program));
  }

  @Test
  void gofmtLeavesProgramsAsTheyAre() throws Exception {
    assumeTrue(Tools.isThere("gofmt"), "gofmt is not on the PATH");
    Path all = Files.createDirectory(folder.resolve("all"));
    List<String> codes = new ArrayList<>();
    draw(Language.GO, (code, calls, fails) -> codes.add(code));
    for (int i = 0; i < codes.size(); i++) {
      Files.writeString(all.resolve("p" + i + ".go"), "package p\n\n" + codes.get(i));
    }
    List<String> changed = run("gofmt", "-l", all.toString());
    assertThat(changed, hasSize(lessThanOrEqualTo(programs / 100)));
  }
}
