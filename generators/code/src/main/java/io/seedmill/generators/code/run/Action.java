package io.seedmill.generators.code.run;

/** A statement that is ready to be carried out. */
interface Action {

  /** Ends a loop. */
  Object BREAK = new Object();

  /** Ends a round of a loop. */
  Object CONTINUE = new Object();

  /**
   * Returns null to go on, or what ends the block: {@link #BREAK}, {@link #CONTINUE} or a value.
   */
  Object run(Object[] frame);
}
