/** The fields that records are declared to have, and their types. */
package io.seedmill.transforms.schema;
