package io.seedmill.generators.sources.files;

import io.seedmill.generators.sources.files.RecordFile.Place;
import java.util.ArrayList;
import java.util.List;

/** Places where one can begin to read, some distance apart, and not too many. */
final class Places {

  private static final int MOST = 4096;

  private final List<Place> places = new ArrayList<>();
  private long distance;
  private long next;

  /**
   * @param distance how many bytes there are between two, about
   */
  Places(long distance) {
    this.distance = distance;
  }

  /** Takes a place, where it is far enough from the one before. */
  void offer(long offset, long record, long line) {
    if (offset < next) {
      return;
    }
    if (places.size() == MOST) {
      for (int i = MOST / 2; i > 0; i--) {
        places.remove(2 * i - 1);
      }
      distance *= 2;
    }
    places.add(new Place(offset, record, line));
    next = offset + distance;
  }

  List<Place> all() {
    return places;
  }
}
