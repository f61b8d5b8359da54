package io.seedmill.transforms.near;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Texts, some of which are much like others, and what a search through all pairs says of them. */
final class NearTexts {

  private NearTexts() {}

  /** Texts of about 200 bytes: a share of them are earlier ones with some words replaced. */
  static List<String> some(int count, int copiesOfTen, long seed) {
    Random random = new Random(seed);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      StringBuilder word = new StringBuilder();
      for (int left = 2 + random.nextInt(8); left > 0; left--) {
        word.append((char) ('a' + random.nextInt(26)));
      }
      words.add(word.toString());
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> text = new ArrayList<>();
      if (i > 0 && random.nextInt(10) < copiesOfTen) {
        text.addAll(List.of(texts.get(random.nextInt(i)).split(" ", -1)));
        for (int left = random.nextInt(5); left > 0; left--) {
          text.set(random.nextInt(text.size()), words.get(random.nextInt(words.size())));
        }
      } else {
        for (int left = 32; left > 0; left--) {
          text.add(words.get(random.nextInt(words.size())));
        }
      }
      texts.add(String.join(" ", text));
    }
    return texts;
  }

  /** Returns a text of one entry with its signature. */
  static SignedText signed(int index, String text, Signature signature) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new SignedText(index, 0, 0, 0, index, signature, new byte[0], bytes);
  }

  /** Returns the similarity of two texts, from strings alone. */
  static double similarity(String one, String other, int characters) {
    Set<String> a = runs(one, characters);
    Set<String> b = runs(other, characters);
    Set<String> both = new HashSet<>(a);
    both.retainAll(b);
    return (double) both.size() / (a.size() + b.size() - both.size());
  }

  private static Set<String> runs(String text, int characters) {
    String normal = text.toLowerCase(Locale.ROOT).strip();
    Set<String> runs = new HashSet<>();
    for (int at = 0; at + characters <= normal.length(); at++) {
      runs.add(normal.substring(at, at + characters));
    }
    return runs;
  }

  /** A pair of near texts. */
  record Pair(int first, int second, double similarity) {}

  /** Returns all pairs at or above a threshold; texts are compared by what they share. */
  static List<Pair> pairs(List<String> texts, int characters, double threshold) {
    List<Set<String>> sets = texts.stream().map(text -> runs(text, characters)).toList();
    Map<String, List<Integer>> having = new HashMap<>();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      int[] shared = new int[i];
      for (String run : sets.get(i)) {
        List<Integer> others = having.computeIfAbsent(run, unseen -> new ArrayList<>());
        for (int other : others) {
          shared[other]++;
        }
        others.add(i);
      }
      for (int other = 0; other < i; other++) {
        int all = sets.get(i).size() + sets.get(other).size() - shared[other];
        double similarity = (double) shared[other] / all;
        if (similarity >= threshold - 1e-9) {
          pairs.add(new Pair(other, i, similarity));
        }
      }
    }
    return pairs;
  }
}
