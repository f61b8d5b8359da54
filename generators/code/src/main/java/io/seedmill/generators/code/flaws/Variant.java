package io.seedmill.generators.code.flaws;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One structure that a flaw comes in: a text with its mended form and a sound one that looks alike.
 *
 * @param line the line of the notation that it begins in
 * @param slots how many alternatives there are for the words of each slot
 * @param choices how many alternatives each choice within a line has
 * @param say explanations of the flaw
 * @param safe explanations of why the sound text that looks alike is sound
 * @param ownLookAlike whether the sound text differs from the mended one
 * @param show code that fails if, and only if, the flaw shows; nothing if there is none
 */
record Variant(
    int line,
    List<Line> lines,
    int[] slots,
    int[] choices,
    List<List<Part>> say,
    List<List<Part>> safe,
    boolean ownLookAlike,
    List<Line> show) {

  /** A form of the text. */
  enum Form {
    FLAWED("-~!:"),
    MENDED("+*!:"),
    SOUND("=*~!");

    final String markers;

    Form(String markers) {
      this.markers = markers;
    }
  }

  /** A line of code with the forms that it belongs to. */
  record Line(char marker, List<Part> parts) {

    boolean isIn(Form form) {
      return marker == ' ' || form.markers.indexOf(marker) >= 0;
    }

    boolean isFlawed() {
      return "-~!".indexOf(marker) >= 0;
    }
  }

  /** A part of a text. */
  sealed interface Part {

    void write(Drawn drawn, StringBuilder out);

    /** Text as it is. */
    record Literal(String text) implements Part {
      @Override
      public void write(Drawn drawn, StringBuilder out) {
        out.append(text);
      }
    }

    /** A word of a slot, in the spelling of its place; one for each alternative of the slot. */
    record Word(int slot, List<String> words) implements Part {
      @Override
      public void write(Drawn drawn, StringBuilder out) {
        out.append(words.get(drawn.words()[slot]));
      }
    }

    /** A choice of texts. */
    record Choice(int number, List<List<Part>> texts) implements Part {
      @Override
      public void write(Drawn drawn, StringBuilder out) {
        texts.get(drawn.choices()[number]).forEach(part -> part.write(drawn, out));
      }
    }
  }

  /** The draws of a sample: the words of the slots, and the choices. */
  record Drawn(int[] words, int[] choices) {}

  Drawn draw(UniformRandomProvider random) {
    return new Drawn(draw(slots, random), draw(choices, random));
  }

  /**
   * Returns the form of a sound text: the mended one, or the one that looks alike, if there is one.
   */
  Form lookAlike() {
    return ownLookAlike ? Form.SOUND : Form.MENDED;
  }

  private static int[] draw(int[] sizes, UniformRandomProvider random) {
    int[] drawn = new int[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      drawn[i] = random.nextInt(sizes[i]);
    }
    return drawn;
  }

  /** Returns the text in a form. */
  String text(Form form, Drawn drawn) {
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      if (line.isIn(form)) {
        line.parts().forEach(part -> part.write(drawn, text));
        text.append('\n');
      }
    }
    return GoFields.aligned(text.toString());
  }

  /** Returns which lines of the flawed text are flawed, from 0. */
  List<Integer> flawedLines() {
    List<Integer> flawed = new ArrayList<>();
    int number = 0;
    for (Line line : lines) {
      if (line.isIn(Form.FLAWED)) {
        if (line.isFlawed()) {
          flawed.add(number);
        }
        number++;
      }
    }
    return flawed;
  }

  /** Returns the code that shows the flaw. */
  String show(Drawn drawn) {
    StringBuilder text = new StringBuilder();
    for (Line line : show) {
      line.parts().forEach(part -> part.write(drawn, text));
      text.append('\n');
    }
    return text.toString();
  }
}
