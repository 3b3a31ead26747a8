package dev.aistreaming.provider;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.exc.StreamReadException;

/** One parser for all documents of an answer: creating a parser costs more than parsing a chunk with it. */
final class DocumentParser implements AutoCloseable {

    /** Receives documents. */
    interface Reader {

        /**
         * Reads a complete document.
         *
         * @param json at the token that opens the object
         */
        void read(JsonParser json);
    }

    private JsonParser json = Json.parserOfMany();
    private ByteArrayFeeder feeder = (ByteArrayFeeder) json.nonBlockingInputFeeder();

    /**
     * Reads the documents in these bytes, one after the other or in an array.
     *
     * @param known how many of them have been read already
     * @throws UnreadableDocument if something is not a JSON object, or if the reader cannot read it
     */
    void read(byte[] bytes, int offset, int length, int known, Reader reader) {
        int count = 0;
        try {
            feeder.feedInput(bytes, offset, offset + length);
            boolean inArray = false;
            for (JsonToken token = json.nextToken(); token != JsonToken.NOT_AVAILABLE; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    if (count < known) {
                        json.skipChildren();
                    } else {
                        reader.read(json);
                    }
                    count++;
                } else if (token == JsonToken.START_ARRAY && !inArray) {
                    inArray = true;
                } else if (token == JsonToken.END_ARRAY) {
                    inArray = false;
                } else {
                    throw new StreamReadException(json, "not a JSON object");
                }
            }
            if (inArray) {
                throw new StreamReadException(json, "the document ends too early");
            }
        } catch (JacksonException e) {
            close();
            json = Json.parserOfMany(); // after an error a parser cannot be reused
            feeder = (ByteArrayFeeder) json.nonBlockingInputFeeder();
            throw new UnreadableDocument(e, count);
        }
    }

    /** Makes the property names that this parser has seen available to the parsers of later answers. */
    @Override
    public void close() {
        json.close();
    }
}
