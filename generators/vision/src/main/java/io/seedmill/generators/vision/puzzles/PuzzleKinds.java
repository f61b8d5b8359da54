package io.seedmill.generators.vision.puzzles;

import io.seedmill.generators.vision.kind.VisionKind;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of this package. */
public final class PuzzleKinds {

  /** All of them. */
  public static final List<Supplier<VisionKind>> ALL =
      List.of(
          GridShift::new,
          Counting::new,
          MajorityColour::new,
          TowerOfHanoi::new,
          ShortestGridPath::new,
          ArrowThatDiffers::new,
          TetrisDrop::new,
          KeysAndDoors::new,
          SlidingPuzzle::new,
          Sudoku::new,
          Nonogram::new,
          GraphNavigation::new,
          RavenMatrices::new,
          EditDistance::new,
          ChessMateInOne::new,
          ChartReading::new,
          SequenceCompletion::new,
          OcclusionOrder::new);

  private PuzzleKinds() {}
}
