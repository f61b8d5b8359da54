/** Questions of many kinds, each with ten levels and a rule that scores answers. */
package io.seedmill.generators.catalogue.reasoning;
