package io.seedmill.generators.code.repos;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A name of one or more lower-case words, in the spellings that languages have. */
record Name(List<String> words) {

  static Name of(String text) {
    return new Name(Arrays.asList(text.trim().toLowerCase(Locale.ROOT).split("[ -]+")));
  }

  Name with(String word) {
    return of(text() + " " + word);
  }

  String text() {
    return String.join(" ", words);
  }

  String snake() {
    return String.join("_", words);
  }

  String kebab() {
    return String.join("-", words);
  }

  String joined() {
    return String.join("", words);
  }

  String pascal() {
    return words.stream().map(Name::capital).collect(Collectors.joining());
  }

  String camel() {
    String pascal = pascal();
    return pascal.substring(0, 1).toLowerCase(Locale.ROOT) + pascal.substring(1);
  }

  /** Returns the spelling of Go, in which an id is an ID. */
  String go() {
    return words.stream()
            .map(word -> word.equals("id") || word.equals("url") || word.equals("sku"))
            .anyMatch(initialism -> initialism)
        ? words.stream()
            .map(
                word ->
                    List.of("id", "url", "sku").contains(word)
                        ? word.toUpperCase(Locale.ROOT)
                        : capital(word))
            .collect(Collectors.joining())
        : pascal();
  }

  /** Returns the words after 'a' or 'an'. */
  String indefinite() {
    return ("aeio".indexOf(words.get(0).charAt(0)) >= 0 ? "an " : "a ") + text();
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
