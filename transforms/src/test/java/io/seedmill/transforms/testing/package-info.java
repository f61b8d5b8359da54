/**
 * Helpers that the tests of this module share: generators that misbehave on demand, plans and
 * blocks.
 */
package io.seedmill.transforms.testing;
