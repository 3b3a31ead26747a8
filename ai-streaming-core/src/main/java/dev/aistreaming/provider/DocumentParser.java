package dev.aistreaming.provider;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.async.ByteArrayFeeder;

/**
 * One parser for all documents of an answer: making a parser costs more than reading a chunk by it. After a fault it is of no
 * more use, as the answer is.
 */
final class DocumentParser implements AutoCloseable {

    private final JsonParser json = Json.parserOfMany();
    private final ByteArrayFeeder feeder = (ByteArrayFeeder) json.nonBlockingInputFeeder();

    /** The parser, before the first token of a whole document. */
    JsonParser begin(byte[] bytes, int offset, int length) {
        feeder.feedInput(bytes, offset, offset + length);
        return json;
    }

    /** Goes past what follows the document, which may only be blanks. */
    void end() {
        while (json.nextToken() != JsonToken.NOT_AVAILABLE) {
            json.skipChildren();
        }
    }

    /** Lets the parsers of later answers have the names that this one has met. */
    @Override
    public void close() {
        json.close();
    }
}
