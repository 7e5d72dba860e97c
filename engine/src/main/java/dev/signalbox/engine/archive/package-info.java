/**
 * Decisions as they are stored: the question and the plan of each, and the parts of the snapshots
 * that they were made on, each part once under the digest of its content. What is written here is
 * read back without any loss, so that deciding again gives the same decision.
 */
@NullMarked
package dev.signalbox.engine.archive;

import org.jspecify.annotations.NullMarked;
