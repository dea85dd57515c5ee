export {
  ClothesReader,
  type ClothesReaderOptions,
  type Garment,
  readClothes,
  type SeenObject,
  type WornClothes,
} from './reader.ts';
