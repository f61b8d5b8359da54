package io.seedmill.generators.vision.kind;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Random choices that several kinds make. */
public final class Draws {

  private Draws() {}

  /** Returns one of a list. */
  public static <T> T one(List<T> all, UniformRandomProvider random) {
    return all.get(random.nextInt(all.size()));
  }

  /** Returns different ones in random order. */
  public static <T> List<T> drawn(List<T> all, int count, UniformRandomProvider random) {
    List<T> left = new ArrayList<>(all);
    List<T> drawn = new ArrayList<>();
    while (drawn.size() < count) {
      drawn.add(left.remove(random.nextInt(left.size())));
    }
    return drawn;
  }

  /** Returns the numbers from 0 in random order. */
  public static int[] order(int count, UniformRandomProvider random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
