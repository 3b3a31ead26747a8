package dev.aistreaming.provider;

import dev.aistreaming.http.HttpPost;

/** Authenticates requests by signing them. */
interface RequestSigner {

    /**
     * Returns the request with its signature. Called right before it is sent, on a thread that may block, because credentials may
     * have to be fetched.
     *
     * @param region the region of the service
     * @throws dev.aistreaming.chat.AiException with {@code authentication} if there are no credentials
     */
    HttpPost sign(HttpPost post, String region);
}
