import { z } from "zod";
import { InputError } from "../../errors.ts";
import type { ListDocument, ListProduct, ListTerm, PriceList } from "./list-document.ts";

/** Objects may say more than we read: AWS adds members without a new format version. */
const texts = z.record(z.string(), z.string());

const dimensionSchema = z.object({
  unit: z.string(),
  /** An upfront payment has no range. */
  beginRange: z.string().default(""),
  endRange: z.string().default(""),
  pricePerUnit: texts,
});

const termSchema = z.object({
  offerTermCode: z.string(),
  effectiveDate: z.string(),
  priceDimensions: z.record(z.string(), dimensionSchema),
  termAttributes: texts.default({}),
});

const termsSchema = z.record(z.string(), termSchema);

const termPartsSchema = termSchema
  .omit({ priceDimensions: true })
  .extend({ dimensions: z.array(dimensionSchema.extend({ rateCode: z.string() })) });

const productSchema = z.object({
  sku: z.string().min(1),
  productFamily: z.string().default(""),
  attributes: texts,
});

const documentSchema = z.object({
  product: productSchema,
  serviceCode: z.string().min(1),
  version: z.string().min(1),
  publicationDate: z.iso.datetime(),
  terms: z.object({ OnDemand: termsSchema.default({}), Reserved: termsSchema.default({}) }),
});

/** One document of the Query API: a product with its terms, and the list that it was taken from. */
export interface ApiDocument {
  readonly list: PriceList;
  readonly document: ListDocument;
}

/**
 * One document as GetProducts gives it, after JSON.parse.
 * @param where names the document in errors.
 * @throws InputError PRICE_DOCUMENT_INVALID.
 */
export function apiDocument(json: unknown, where: string): ApiDocument {
  const { product, serviceCode, version, publicationDate, terms } = valid(documentSchema, json, where);
  return {
    list: { service: serviceCode, version, publishedAt: publicationDate },
    document: {
      ...productOf(serviceCode, product),
      terms: [...termsOf("OnDemand", terms.OnDemand), ...termsOf("Reserved", terms.Reserved)],
    },
  };
}

/** The product and terms alone of a document as GetProducts gives it. @throws InputError PRICE_DOCUMENT_INVALID. */
export function listDocument(json: unknown, where: string): ListDocument {
  return apiDocument(json, where).document;
}

/** A product of a bulk list in JSON: { sku, productFamily, attributes }. @throws InputError PRICE_DOCUMENT_INVALID. */
export function listProduct(service: string, json: unknown, where: string): ListProduct {
  return productOf(service, valid(productSchema, json, where));
}

/** One term, its price dimensions in an array: { offerTermCode, dimensions: [{ rateCode, … }] … }. @throws InputError PRICE_DOCUMENT_INVALID. */
export function listTerm(kind: ListTerm["kind"], parts: unknown, where: string): ListTerm {
  const { offerTermCode, effectiveDate, termAttributes, dimensions } = valid(termPartsSchema, parts, where);
  return { kind, offerTermCode, effectiveDate, attributes: termAttributes, dimensions };
}

function productOf(service: string, product: z.infer<typeof productSchema>): ListProduct {
  // The CSV cannot tell an empty attribute from one that is not there, and no recipe does.
  const attributes = Object.entries(product.attributes).filter(([, value]) => value !== "");
  const { sku, productFamily } = product;
  return { service, sku, productFamily, attributes: Object.fromEntries(attributes) };
}

function termsOf(kind: ListTerm["kind"], terms: z.infer<typeof termsSchema>): readonly ListTerm[] {
  return Object.values(terms).map(({ offerTermCode, effectiveDate, termAttributes, priceDimensions }) => ({
    kind,
    offerTermCode,
    effectiveDate,
    attributes: termAttributes,
    dimensions: Object.entries(priceDimensions).map(([rateCode, dimension]) => ({ rateCode, ...dimension })),
  }));
}

function valid<T>(schema: z.ZodType<T>, json: unknown, where: string): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new InputError(
    "PRICE_DOCUMENT_INVALID",
    `${where} is no document of an AWS price list: ${issue?.path.join(".") || "the value"}: ${issue?.message}.`,
    "Record it again with format version aws_v1, or take the bulk file.",
  );
}
