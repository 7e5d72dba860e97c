/**
 * Secrets at rest: a master key from the environment or a file wraps the keys that secrets are
 * sealed with; those are in the control database beside what they seal. Uses the secrets of the
 * configuration and the store of wrapped keys, nothing else.
 */
@NullMarked
package dev.signalbox.gateway.vault;

import org.jspecify.annotations.NullMarked;
