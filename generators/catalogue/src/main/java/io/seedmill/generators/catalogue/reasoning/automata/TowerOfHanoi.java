package io.seedmill.generators.catalogue.reasoning.automata;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The peg of a disk of the tower of Hanoi after some moves of the shortest solution. */
final class TowerOfHanoi extends Kind {

  /** Letters that are no words. */
  private static final String LETTERS = "BCDEFGHJKLMNPQRSTUVWXYZ";

  TowerOfHanoi() {
    super(
        "tower-of-hanoi",
        "where a disk is after some moves of the shortest solution",
        Form.LETTER,
        List.of("disks", "from", "to", "third", "moves", "disk"),
        "{disks} disks lie on peg {from} of the tower of Hanoi, the smallest on top; they are to be"
            + " moved to peg {to} in the fewest moves, with the help of peg {third}. On which peg is"
            + " disk {disk} (disk 1 is the smallest) after {moves}?",
        "In the shortest solution of the tower of Hanoi, {disks} disks go from peg {from} to peg {to};"
            + " the third peg is {third}. Disk 1 is the smallest, disk {disks} the largest. Which peg"
            + " holds disk {disk} after {moves}?",
        "A tower of {disks} disks stands on peg {from}. One disk is moved at a time, never onto a"
            + " smaller one, and the tower reaches peg {to} (beside {third}) as soon as possible."
            + " After {moves}, where is the disk of size {disk}, counted from the smallest?",
        "Pegs {from}, {to} and {third}; {disks} disks on {from}, numbered by size from 1. The tower of"
            + " Hanoi is carried to {to} by the optimal sequence of moves. Name the peg of disk {disk}"
            + " after {moves}.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int disks = 3 + level;
    int moves = 1 + random.nextInt((1 << disks) - 2);
    int disk = 1 + random.nextInt(disks);
    List<String> pegs = names(random);
    // Disk d moves at the moves whose number has exactly d - 1 factors 2, always in one direction.
    int times = (moves + (1 << (disk - 1))) >> disk;
    boolean straight = (disks - disk) % 2 == 0;
    int peg = straight ? times % 3 : (3 - times % 3) % 3;
    ObjectNode given =
        JsonNodeFactory.instance
            .objectNode()
            .put("disks", disks)
            .put("moves", moves)
            .put("disk", disk);
    pegs.forEach(given.putArray("pegs")::add);
    return new Problem(
        pegs.get(peg),
        given,
        moves,
        Integer.toString(disks),
        pegs.get(0),
        pegs.get(1),
        pegs.get(2),
        moves == 1 ? "1 move" : moves + " moves",
        Integer.toString(disk));
  }

  /** Returns three letters; the first is that of the start, the second that of the end. */
  private static List<String> names(UniformRandomProvider random) {
    List<String> names = new ArrayList<>();
    while (names.size() < 3) {
      int at = random.nextInt(LETTERS.length());
      String letter = LETTERS.substring(at, at + 1);
      if (!names.contains(letter)) {
        names.add(letter);
      }
    }
    return names;
  }
}
