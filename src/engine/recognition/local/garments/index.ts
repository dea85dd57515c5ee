export {
  ClothesReader,
  type Garment,
  readClothes,
  type SeenObject,
  type WornClothes,
} from './reader.ts';
