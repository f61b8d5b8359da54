package io.seedmill.generators.vision.image;

import java.util.List;

/** The named colours: far enough from each other to be told apart in a scaled picture. */
public enum Colour {
  WHITE("white", 0xFFFFFF),
  PAPER("off-white", 0xF6F4EE),
  SILVER("light grey", 0xD5D8DC),
  GREY("grey", 0x8A9099),
  INK("dark grey", 0x2B2F36),
  BLACK("black", 0x000000),
  RED("red", 0xD8322F),
  ORANGE("orange", 0xF28C1E),
  YELLOW("yellow", 0xF4CF2C),
  GREEN("green", 0x2E9E4F),
  CYAN("cyan", 0x35BCD0),
  BLUE("blue", 0x2860C8),
  PURPLE("purple", 0x7D3CB5),
  PINK("pink", 0xF07CB2),
  BROWN("brown", 0x855A35);

  /** The bright ones, for objects: no two are mistaken for each other. */
  public static final List<Colour> BRIGHT =
      List.of(RED, ORANGE, YELLOW, GREEN, CYAN, BLUE, PURPLE, PINK, BROWN);

  private final String label;
  private final int rgb;

  Colour(String label, int rgb) {
    this.label = label;
    this.rgb = rgb;
  }

  /** Returns its name as a prompt says it. */
  public String label() {
    return label;
  }

  /** Returns it as {@code 0xRRGGBB}. */
  public int rgb() {
    return rgb;
  }
}
