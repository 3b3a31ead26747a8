package dev.aistreaming.provider;

import dev.aistreaming.http.HttpPost;

/** Proves who asks, by a request's headers. */
interface RequestSigner {

    /**
     * The request with what proves it. Called right before it is sent, where waiting is allowed: credentials may come from far.
     *
     * @param region where the service is that is asked
     * @throws dev.aistreaming.chat.AiException with {@code authentication} where there are no credentials
     */
    HttpPost sign(HttpPost post, String region);
}
