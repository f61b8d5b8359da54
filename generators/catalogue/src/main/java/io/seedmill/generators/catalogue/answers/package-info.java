/** Forms of answers, and how an answer is found in a reply that says more. */
package io.seedmill.generators.catalogue.answers;
