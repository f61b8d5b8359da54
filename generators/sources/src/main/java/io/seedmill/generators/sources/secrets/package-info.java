/** References to the environment's variables, and what keeps their values out of every message. */
package io.seedmill.generators.sources.secrets;
