/**
 * Calls to services of AWS: requests signed with Signature Version 4, and keys that go out as they
 * are. No SDK of AWS is used.
 */
@NullMarked
package dev.signalbox.gateway.provider.aws;

import org.jspecify.annotations.NullMarked;
