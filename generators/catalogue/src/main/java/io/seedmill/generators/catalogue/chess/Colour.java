package io.seedmill.generators.catalogue.chess;

/** The colour of the side to move, which decides from where the board is seen. */
enum Colour {
  WHITE("White", 'w', 0),
  BLACK("Black", 'b', 56);

  final String word;
  final char letter;
  private final int mirror;

  Colour(String word, char letter, int mirror) {
    this.word = word;
    this.letter = letter;
    this.mirror = mirror;
  }

  /** Returns the square on the real board of a square seen by this colour, and the reverse. */
  int turn(int square) {
    return square ^ mirror;
  }

  /** Returns the name of a square seen by this colour, such as {@code e4}. */
  String name(int square) {
    int real = turn(square);
    return new String(new char[] {(char) ('a' + real % 8), (char) ('1' + real / 8)});
  }
}
