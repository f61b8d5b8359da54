package io.seedmill.generators.catalogue.reasoning.automata;

import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of this package. */
public final class AutomataKinds {

  /** All of them. */
  public static final List<Supplier<Kind>> ALL =
      List.of(
          CellularAutomaton::new,
          GameOfLife::new,
          StringRewriting::new,
          TowerOfHanoi::new,
          TuringMachine::new,
          FiniteAutomaton::new,
          ProgramOutput::new);

  private AutomataKinds() {}
}
