package io.seedmill.generators.input;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that is shown to people. */
class PrintableTest {

  @ParameterizedTest
  @ValueSource(
      chars = {
        0, 7, 8, 0xb, 0xd, 0x1b, 0x180e, 0x200b, 0x2060, 0xfeff, 0xfff9, 0x7f, 0x80, 0x85, 0x9b,
        0x9d, 0x9f, 0x61c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069
      })
  void whatChangesATerminalIsEscaped(char harmful) throws IOException {
    String shown = "a\\u%04xb".formatted((int) harmful);
    StringWriter written = new StringWriter();
    try (PrintWriter out = new PrintWriter(new Printable(written))) {
      out.print("a" + harmful + "b\n");
      out.write(harmful);
    }
    assertThat(written.toString(), is(shown + "\n" + shown.substring(1, shown.length() - 1)));
  }

  @Test
  void otherTextIsPrintedAsItIs() throws IOException {
    String text = "[==] größe, 日本語, עברית, 😀 \u00a0\t\u2026\u200d\n";
    StringWriter written = new StringWriter();
    try (PrintWriter out = new PrintWriter(new Printable(written))) {
      out.print(text);
    }
    assertThat(written.toString(), is(text));
  }

  @Test
  void tagsAndSelectorsThatHideATextAreEscaped() {
    assertThat(
        Printable.text("a" + Character.toString(0xe0041) + Character.toString(0xe0100) + "b"),
        is("a\\udb40\\udc41\\udb40\\udd00b"));
  }

  @Test
  void aTerminalIsSteeredOnRequest() throws IOException {
    StringWriter written = new StringWriter();
    try (PrintWriter out = new PrintWriter(Printable.steering(written))) {
      out.print("\r\u001b[1mbold\u001b[0m\u202e");
    }
    assertThat(written.toString(), is("\r\u001b[1mbold\u001b[0m\\u202e"));
  }

  @Test
  void aLineHasNoControlCharacterAtAll() {
    assertThat(
        Printable.line("a\u001b[31mb\r\nc\u0007\u009b2Jd\u202e"),
        is("a [31mb  c  \\u009b2Jd\\u202e".replace("c  ", "c ")));
  }

  /** A workflow's log is read for commands, as are texts of programs in it. */
  @Test
  void aWorkflowFindsNoCommandInIt() throws IOException {
    StringWriter written = new StringWriter();
    try (PrintWriter out = new PrintWriter(new Printable(written, false, true))) {
      out.print("::add-mask::a\n \t:");
      out.print(":error::b\n#");
      out.print("#[stop]#[c]\nd ::e::, \"a::b\"\n");
    }
    assertThat(
        written.toString().lines().toList(),
        is(
            List.of(
                "\\u003a:add-mask::a",
                " \t\\u003a:error::b",
                "##\\u005bstop]#[c]",
                "d ::e::, \"a::b\"")));
  }

  @Test
  void aStreamPrintsTextsThatSteerNothing() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    try (PrintStream out =
        Printable.stream(new PrintStream(written, true, StandardCharsets.UTF_8))) {
      out.print("größe\u001b[1m");
      out.println("\u202e");
      out.println((Object) "\u009b");
      out.printf("%s%n", "\u2066");
    }
    assertThat(
        written.toString(StandardCharsets.UTF_8),
        is("größe\\u001b[1m\\u202e\n\\u009b\n\\u2066\n".replace("\n", System.lineSeparator())));
  }
}
