/**
 * Who may do what, as it is stored: keys, people and their sessions, each change together with the
 * row of the audit trail that tells of it. Knows hashes and sealed texts only, never a secret.
 */
@NullMarked
package dev.signalbox.analytics.access;

import org.jspecify.annotations.NullMarked;
